using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Formats.Npz;

/// <summary>
/// Band structures as the SOREP study stores them: a numpy archive with
/// <list type="bullet">
/// <item>bands: eV, (k-points, bands) or (2, k-points, bands);</item>
/// <item>kpoints: fractional, (k-points, 3); weights: (k-points,);</item>
/// <item>occupations: electrons per state, as bands, optional.</item>
/// </list>
/// Optional arrays of our own: path_segments (lines, 2), first and last k-point from 0; path_labels
/// (lines, 2, longest), UTF-16 codes of the names of their ends, then zeros; states_per_band and
/// electrons (single numbers), fermi_level (eV), reciprocal_lattice (rows in 1/Å with 2π). The
/// study keeps the rest in two files beside: structure.xyz and metadata.json, which are read when
/// they are there.
/// </summary>
public static class NpzBandsFormat
{
    internal static readonly string[] ArrayNames =
    [
        "bands", "kpoints", "weights", "occupations",
        "states_per_band", "electrons", "fermi_level", "reciprocal_lattice",
        "path_segments", "path_labels",
    ];

    public static FileFormat Format { get; } =
        new("npz bands", Recognises, Read) { HoldsOne = _ => true };

    /// <summary>A zip archive whose first files are numpy arrays.</summary>
    public static bool Recognises(ReadOnlyMemory<byte> head) =>
        head.Span.StartsWith("PK\u0003\u0004"u8) && head.Span.IndexOf(".npy"u8) >= 0;

    public static FileContents Read(FileSource source)
    {
        NpzArchive archive = NpzArchive.Read(source, ArrayNames);
        var warnings = ImmutableArray.CreateBuilder<string>();
        NpzSiblings siblings = NpzSiblings.Read(source.Path, warnings);
        BandStructure bands = ReadBands(archive, siblings);
        if (bands.ReciprocalLattice is null)
        {
            warnings.Add("no lattice in the file nor in a structure.xyz beside it; reciprocal "
                + "lengths are unknown");
        }

        warnings.AddRange(BandStructureAudit.Warnings(bands));
        return new FileContents(Format.Name)
        {
            Structures = siblings.Crystal is null ? [] : [siblings.Crystal],
            Bands = bands,
            Warnings = warnings.ToImmutable(),
        };
    }

    /// <summary>
    /// The bands of an archive alone, of a structure known from elsewhere: no file beside the
    /// archive is looked for.
    /// </summary>
    public static BandStructure ReadAlone(FileSource source, Crystal? crystal) => ReadBands(
        NpzArchive.Read(source, ArrayNames), new NpzSiblings(crystal, null, null, null));

    private static BandStructure ReadBands(NpzArchive archive, NpzSiblings siblings)
    {
        NpyArray energies = archive["bands"];
        FilePlace place = archive.Place("bands");
        (int spins, int kPointCount) = energies.Shape switch
        {
            [int k, _] => (1, k),
            [2, int k, _] => (2, k),
            _ => throw place.Error(
                $"has the shape {energies.ShapeText}; expected (k, bands) or (2, k, bands)"),
        };

        NpyArray kPoints = archive.Find("kpoints", kPointCount, 3)
            ?? throw archive.Place("kpoints").Error("expected an array of this name");
        NpyArray weights = archive.Find("weights", kPointCount)
            ?? throw archive.Place("weights").Error("expected an array of this name");
        double statesPerBand = archive.Find("states_per_band", [])?.Values[0]
            ?? (spins == 1 ? 2 : 1);
        if (statesPerBand is not (1 or 2))
        {
            throw archive.Place("states_per_band").Error($"is {statesPerBand}; expected 1 or 2");
        }

        Matrix3D? reciprocal = archive.Find("reciprocal_lattice", 3, 3) is NpyArray lattice
            ? Angstrom.FromBohr(new Matrix3D(Row(lattice, 0), Row(lattice, 1), Row(lattice, 2)))
            : siblings.Crystal?.Lattice.Reciprocal;
        KPointNames names = siblings.Crystal is Crystal crystal
            ? KPointNames.Of(crystal)
            : KPointNames.Of(reciprocal);
        NpyArray? occupations = archive.Find("occupations", energies.Shape);
        double? fermiLevelEv = archive.Find("fermi_level", [])?.Values[0] ?? siblings.FermiLevelEv;

        Vector3D[] points = [.. Enumerable.Range(0, kPointCount).Select(k => Row(kPoints, k))];
        return place.Build(() => new BandStructure(
            spins,
            (int)statesPerBand,
            points,
            weights.Values,
            [.. energies.Values.ToArray().Select(energy => energy / PhysicalConstants.HartreeInEv)])
        {
            Crystal = siblings.Crystal,
            ReciprocalLattice = reciprocal,
            Electrons = archive.Find("electrons", [])?.Values[0] ?? siblings.Electrons,
            ReportedFermiLevel = fermiLevelEv / PhysicalConstants.HartreeInEv,
            ReportedSmearing = siblings.Smearing,
            ReportedOccupations = occupations?.Values.ToArray().Select(
                f => f / statesPerBand).ToArray(),
            Path = ReadPath(archive, kPointCount)
                ?? KPointPath.Find(points, weights.Values, names),
        });
    }

    private static KPointPath? ReadPath(NpzArchive archive, int kPointCount)
    {
        if (archive.Find("path_segments") is not NpyArray segments)
        {
            return null;
        }

        FilePlace place = archive.Place("path_segments");
        if (segments.Shape is not [int lines and > 0, 2])
        {
            throw place.Error($"has the shape {segments.ShapeText}; expected (lines, 2)");
        }

        NpyArray labels = archive["path_labels"];
        if (labels.Shape is not [int named, 2, int longest] || named != lines)
        {
            throw archive.Place("path_labels").Error(
                $"has the shape {labels.ShapeText}; expected ({lines}, 2, longest)");
        }

        string Label(int index) => string.Concat(
            labels.Values.Slice(index * longest, longest).ToArray()
                .TakeWhile(code => code is >= 1 and <= char.MaxValue)
                .Select(code => (char)code));
        var read = ImmutableArray.CreateBuilder<KPointPathSegment>(lines);
        for (int line = 0; line < lines; line++)
        {
            double start = segments.Values[2 * line], end = segments.Values[2 * line + 1];
            if (!(start >= 0 && start <= end && end < kPointCount
                && double.IsInteger(start) && double.IsInteger(end)))
            {
                throw place.Error(
                    $"has k-points {start} to {end}; expected ascending ones below {kPointCount}");
            }

            read.Add(new((int)start, (int)end, Label(2 * line), Label(2 * line + 1)));
        }

        return new KPointPath(read.MoveToImmutable());
    }

    private static Vector3D Row(NpyArray array, int row) =>
        new(array.Values[3 * row], array.Values[3 * row + 1], array.Values[3 * row + 2]);
}
