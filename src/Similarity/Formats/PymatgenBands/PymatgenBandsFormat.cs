using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Formats.PymatgenJson;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Formats.PymatgenBands;

/// <summary>
/// BandStructure and BandStructureSymmLine of pymatgen: energies in eV as bands[spin][band][k],
/// fractional k-points without weights, and the branches of a path.
/// </summary>
internal static class PymatgenBandsFormat
{
    private const string Module = "pymatgen.electronic_structure.bandstructure";

    private static readonly string[] Keys =
    [
        "bands", "kpoints", "lattice_rec", "branches", "labels_dict", "is_spin_polarized",
        "band_gap",
    ];

    public static FileFormat Format { get; } = new("pymatgen band structure", Recognises, Read);

    public static bool Recognises(ReadOnlyMemory<byte> head)
    {
        HashSet<string> marks = PythonJson.Marks(head);
        return marks.Contains(Module) || Keys.Any(marks.Contains);
    }

    public static FileContents Read(FileSource source)
    {
        JsonField root = JsonField.Read(source);
        List<string> warnings = [];
        Crystal? crystal = root.TryGet("structure", out JsonField structure)
            && structure.TryGet("lattice", out _)
            ? PymatgenJsonReader.Read(structure, warnings)
            : null;
        BandStructure bands = ReadBands(root, crystal);
        if (bands.Path is null)
        {
            bands = Weigh(bands, warnings);
        }

        warnings.AddRange(BandStructureAudit.Warnings(bands));

        return new FileContents(Format.Name)
        {
            Structures = crystal is null ? [] : [crystal],
            Bands = bands,
            Warnings = [.. warnings],
        };
    }

    private static BandStructure ReadBands(JsonField root, Crystal? crystal)
    {
        Vector3D[] kPoints = root["kpoints"].Data().Items().Select(k => k.Vector()).ToArray();
        JsonField spins = root["bands"];
        bool isPolarised = spins.TryGet("-1", out JsonField down);
        JsonField up = spins["1"].Data();
        int bandCount = up.Items().Length;
        List<double> energies = [];
        AddEnergies(energies, up, bandCount, kPoints.Length);
        if (isPolarised)
        {
            AddEnergies(energies, down.Data(), bandCount, kPoints.Length);
        }

        // pymatgen writes lattice_rec in 1/Å with the factor 2π.
        Matrix3D? reciprocal = root.TryGet("lattice_rec", out JsonField lattice)
            ? Angstrom.FromBohr(lattice["matrix"].Matrix())
            : crystal?.Lattice.Reciprocal;
        double? fermiLevelEv = root.TryGet("efermi", out JsonField fermi) ? fermi.Number() : null;
        KPointPath? path = root.TryGet("branches", out JsonField branches)
            ? ReadPath(root, branches, kPoints.Length)
            : null;

        return spins.Place.Build(() => new BandStructure(
            isPolarised ? 2 : 1,
            isPolarised ? 1 : 2,
            kPoints,
            Enumerable.Repeat(1.0 / kPoints.Length, kPoints.Length).ToArray(),
            [.. energies])
        {
            Crystal = crystal,
            ReciprocalLattice = reciprocal,
            ReportedFermiLevel = fermiLevelEv / PhysicalConstants.HartreeInEv,
            Path = path,
        });
    }

    /// <summary>pymatgen drops the weights of a grid; symmetry tells them again.</summary>
    private static BandStructure Weigh(BandStructure bands, List<string> warnings)
    {
        if (SampledGrid.OfPoints(bands) is not { } grid)
        {
            warnings.Add("the file holds no k-point weights; every k-point counts alike");
            return bands;
        }

        warnings.Add(
            $"the file holds no k-point weights; each k-point counts as many points as it stands "
                + $"for on a grid of {grid.Divisions.X}×{grid.Divisions.Y}×{grid.Divisions.Z}");
        return new BandStructure(
            bands.Spins,
            bands.StatesPerBand,
            bands.KPoints,
            grid.Weights(bands.KPoints.Length),
            bands.Energies)
        {
            Crystal = bands.Crystal,
            ReciprocalLattice = bands.ReciprocalLattice,
            ReportedFermiLevel = bands.ReportedFermiLevel,
        };
    }

    /// <summary>Appends one spin with the band index fastest, from rows of one band each.</summary>
    private static void AddEnergies(
        List<double> energies, JsonField spin, int bandCount, int kPointCount)
    {
        JsonField[] rows = spin.Items(bandCount);
        double[][] bands = rows.Select(row => row.Numbers()).ToArray();
        int uneven = Array.FindIndex(bands, band => band.Length != kPointCount);
        if (uneven >= 0)
        {
            throw rows[uneven].Place.Error(
                $"has {bands[uneven].Length} energies; expected one for each of {kPointCount} "
                    + $"k-points");
        }

        for (int k = 0; k < kPointCount; k++)
        {
            foreach (double[] band in bands)
            {
                energies.Add(band[k] / PhysicalConstants.HartreeInEv);
            }
        }
    }

    private static KPointPath? ReadPath(JsonField root, JsonField branches, int kPointCount)
    {
        string[] labels = root.TryGet("labels_dict", out JsonField names)
            ? names.Members().Select(label => label.Name).ToArray()
            : [];
        var segments = ImmutableArray.CreateBuilder<KPointPathSegment>();
        foreach (JsonField branch in branches.Items())
        {
            double start = branch["start_index"].Number(), end = branch["end_index"].Number();
            if (!(start >= 0
                && start <= end
                && end < kPointCount
                && double.IsInteger(start)
                && double.IsInteger(end)))
            {
                throw branch.Place.Error(
                    $"has k-points {start} to {end}; expected indices that ascend below "
                        + $"{kPointCount}");
            }

            (string from, string to) = SplitName(branch["name"].Text(), labels);
            segments.Add(new KPointPathSegment((int)start, (int)end, from, to));
        }

        return segments.Count > 0 ? new KPointPath(segments.ToImmutable()) : null;
    }

    /// <summary>
    /// "A-B" into A and B; where labels themselves hold hyphens, both parts must be labels.
    /// </summary>
    private static (string From, string To) SplitName(string name, string[] labels)
    {
        for (int hyphen = name.IndexOf('-'); hyphen >= 0; hyphen = name.IndexOf('-', hyphen + 1))
        {
            if (labels.Contains(name[..hyphen]) && labels.Contains(name[(hyphen + 1)..]))
            {
                return (name[..hyphen], name[(hyphen + 1)..]);
            }
        }

        int first = name.IndexOf('-');
        return first < 0 ? (name, "") : (name[..first], name[(first + 1)..]);
    }
}
