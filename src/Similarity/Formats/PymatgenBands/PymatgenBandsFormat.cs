using System.Collections.Immutable;
using Similarity.Crystals;
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
        ["bands", "kpoints", "lattice_rec", "branches", "labels_dict", "is_spin_polarized", "band_gap"];

    public static FileFormat Format { get; } = new("pymatgen band structure", Recognises, Read);

    public static bool Recognises(ReadOnlyMemory<byte> head)
    {
        HashSet<string> marks = PythonJson.Marks(head);
        return marks.Contains(Module) || Keys.Any(marks.Contains);
    }

    public static FileContents Read(FileSource source)
    {
        PythonJsonField root = PythonJson.Read(source);
        Crystal? crystal = root.Optional("structure") is { IsObject: true } structure
            && structure.Optional("lattice") is not null
            ? PymatgenCrystal.Read(structure)
            : null;
        BandStructure bands = ReadBands(root, crystal);
        ImmutableArray<string> warnings = BandStructureAudit.Warnings(bands);
        if (bands.Path is null)
        {
            warnings = warnings.Add("the file holds no k-point weights; every k-point counts alike");
        }

        return new FileContents(Format.Name)
        {
            Structures = crystal is null ? [] : [crystal],
            Bands = bands,
            Warnings = warnings,
        };
    }

    private static BandStructure ReadBands(PythonJsonField root, Crystal? crystal)
    {
        Vector3D[] kPoints = root.Property("kpoints").Data().Items().Select(k => k.Vector()).ToArray();
        PythonJsonField spins = root.Property("bands");
        PythonJsonField up = spins.Property("1").Data();
        PythonJsonField? down = spins.Optional("-1")?.Data();
        int bandCount = up.Items().Length;
        List<double> energies = [];
        AddEnergies(energies, up, bandCount, kPoints.Length);
        if (down is not null)
        {
            AddEnergies(energies, down.Value, bandCount, kPoints.Length);
        }

        // pymatgen writes lattice_rec in 1/Å with the factor 2π.
        Matrix3D? reciprocal = root.Optional("lattice_rec") is PythonJsonField lattice
            ? PhysicalConstants.BohrInAngstrom * lattice.Property("matrix").Matrix()
            : crystal?.Lattice.Reciprocal;

        return Refusal.AsInvalidFile(root.File, spins.Path, () => new BandStructure(
            down is null ? 1 : 2,
            down is null ? 2 : 1,
            kPoints,
            Enumerable.Repeat(1.0 / kPoints.Length, kPoints.Length).ToArray(),
            [.. energies])
        {
            Crystal = crystal,
            ReciprocalLattice = reciprocal,
            ReportedFermiLevel = root.Optional("efermi")?.Number() / PhysicalConstants.HartreeInEv,
            Path = root.Optional("branches") is PythonJsonField branches
                ? ReadPath(branches, root.Optional("labels_dict"), kPoints.Length)
                : null,
        });
    }

    /// <summary>Appends one spin with the band index fastest, from rows of one band each.</summary>
    private static void AddEnergies(List<double> energies, PythonJsonField spin, int bandCount, int kPointCount)
    {
        PythonJsonField[] rows = spin.Items();
        if (rows.Length != bandCount)
        {
            throw spin.Invalid($"{rows.Length} bands, but the other spin has {bandCount}");
        }

        double[][] bands = rows.Select(row => row.Numbers()).ToArray();
        int uneven = Array.FindIndex(bands, band => band.Length != kPointCount);
        if (uneven >= 0)
        {
            throw rows[uneven].Invalid($"{bands[uneven].Length} energies; expected one for each of {kPointCount} k-points");
        }

        for (int k = 0; k < kPointCount; k++)
        {
            foreach (double[] band in bands)
            {
                energies.Add(band[k] / PhysicalConstants.HartreeInEv);
            }
        }
    }

    private static KPointPath? ReadPath(PythonJsonField branches, PythonJsonField? labels, int kPointCount)
    {
        string[] names = labels is { IsObject: true } ? labels.Value.Properties().Select(label => label.Name).ToArray() : [];
        var segments = ImmutableArray.CreateBuilder<KPointPathSegment>();
        foreach (PythonJsonField branch in branches.Items())
        {
            int start = branch.Property("start_index").Index(), end = branch.Property("end_index").Index();
            if (start > end || end >= kPointCount)
            {
                throw branch.Invalid($"k-points {start} to {end}; expected an ascending range below {kPointCount}");
            }

            (string from, string to) = SplitName(branch.Property("name").Text(), names);
            segments.Add(new KPointPathSegment(start, end, from, to));
        }

        return segments.Count > 0 ? new KPointPath(segments.ToImmutable()) : null;
    }

    /// <summary>"A-B" into A and B; where labels themselves hold hyphens, both parts must be labels.</summary>
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
