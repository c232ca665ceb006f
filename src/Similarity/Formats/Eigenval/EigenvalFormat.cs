using System.Collections.Immutable;
using System.Text;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Formats.Eigenval;

/// <summary>
/// EIGENVAL of VASP: six header lines, the last with electrons, k-points and bands; then for each
/// k-point its fractional coordinates and weight, and for each band its number, the energies in eV
/// of one or two spins and, since VASP 5.4, as many occupations.
/// </summary>
internal static class EigenvalFormat
{
    public static FileFormat Format { get; } =
        new("EIGENVAL", Recognises, Read) { HoldsOne = _ => true };

    /// <summary>Four whole numbers in the first line, and CAR alone in the fourth.</summary>
    public static bool Recognises(ReadOnlyMemory<byte> head)
    {
        string[] lines = Encoding.Latin1.GetString(head.Span[..Math.Min(head.Length, 2048)])
            .Split('\n');
        string[] counts = lines[0]
            .Split((char[])[' ', '\t', '\r'], StringSplitOptions.RemoveEmptyEntries);
        return lines.Length > 5 && lines[3].Trim() == "CAR"
            && counts.Length == 4 && counts.All(count => count.All(char.IsAsciiDigit));
    }

    public static FileContents Read(FileSource source)
    {
        using var lines = new TextLines(source);
        int spins = ReadHeader(
            lines,
            out EigenvalStructure structure,
            out double electrons,
            out int kPointCount,
            out int bandCount);
        List<Vector3D> kPoints = [];
        List<double> weights = [];
        List<double>[] energies = [[], []], occupations = [[], []];
        for (int k = 0; k < kPointCount; k++)
        {
            double[] point = FortranNumbers.Row(NextFilled(lines, "a k-point"), 4, lines.Place);
            kPoints.Add(new Vector3D(point[0], point[1], point[2]));
            weights.Add(point[3]);
            for (int band = 0; band < bandCount; band++)
            {
                ReadBand(lines, spins, energies, occupations);
            }
        }

        return Contents(
            source, structure, spins, electrons, kPoints, weights, energies, occupations);
    }

    private static int ReadHeader(
        TextLines lines,
        out EigenvalStructure structure,
        out double electrons,
        out int kPointCount,
        out int bandCount)
    {
        double[] first = FortranNumbers.Row(lines.Require("four counts"), 4, lines.Place);
        double spins = first[3];
        if (spins is not (1 or 2))
        {
            throw lines.Place.Error($"has {spins} spins as its fourth number; expected 1 or 2");
        }

        structure = EigenvalStructure.Of(first[0], lines.Require("volume and edges"));
        for (int line = 3; line <= 5; line++)
        {
            lines.Require("six header lines");
        }

        double[] counts = FortranNumbers.Row(
            lines.Require("electrons, k-points, bands"), 3, lines.Place);
        if (!(counts[1] is >= 1 and <= int.MaxValue && counts[2] is >= 1 and <= int.MaxValue))
        {
            throw lines.Place.Error(
                $"has {counts[1]} k-points and {counts[2]} bands; expected at least one of each");
        }

        (electrons, kPointCount, bandCount) = (counts[0], (int)counts[1], (int)counts[2]);
        return (int)spins;
    }

    /// <summary>Band number, one energy per spin, then one occupation per spin or none.</summary>
    private static void ReadBand(
        TextLines lines, int spins, List<double>[] energies, List<double>[] occupations)
    {
        string line = lines.Require("a band");
        int fields = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Length;
        if (fields != 1 + spins && fields != 1 + 2 * spins)
        {
            throw lines.Place.Error(
                $"has {fields} fields; expected a band number, {spins} energies, {spins} or no "
                    + $"occupations");
        }

        double[] row = FortranNumbers.Row(line, fields, lines.Place);
        for (int spin = 0; spin < spins; spin++)
        {
            energies[spin].Add(row[1 + spin] / PhysicalConstants.HartreeInEv);
            if (fields > 1 + spins)
            {
                occupations[spin].Add(row[1 + spins + spin]);
            }
        }
    }

    private static FileContents Contents(
        FileSource source,
        EigenvalStructure structure,
        int spins,
        double electrons,
        List<Vector3D> kPoints,
        List<double> weights,
        List<double>[] energies,
        List<double>[] occupations)
    {
        var warnings = ImmutableArray.CreateBuilder<string>();
        Crystal? crystal = structure.Find(source.Path, warnings);
        double[] allOccupations = [.. occupations[0], .. occupations[1]];
        if (allOccupations.Length != spins * energies[0].Count)
        {
            allOccupations = [];
        }

        BandStructure Build(int statesPerBand) =>
            new FilePlace(source.Path, Field: "eigenvalues").Build(() =>
            new BandStructure(
                spins, statesPerBand, [.. kPoints], [.. weights], [.. energies[0], .. energies[1]])
            {
                Crystal = crystal,
                ReciprocalLattice = crystal?.Lattice.Reciprocal,
                Electrons = electrons,
                ReportedOccupations = allOccupations,
                Path = KPointPath.Find([.. kPoints], [.. weights], KPointNames.Of(crystal)),
            });

        BandStructure bands = Build(spins == 2 ? 1 : 2);
        if (HoldsTwiceTheElectrons(bands, electrons))
        {
            // The file does not say that a run was noncollinear; its occupations do.
            bands = Build(1);
            warnings.Add("bands taken as spinors with one electron each: so the occupations add up "
                + "to the electrons");
        }

        warnings.AddRange(BandStructureAudit.Warnings(bands));
        return new FileContents(Format.Name)
        {
            Structures = crystal is null ? [] : [crystal],
            Bands = bands,
            Warnings = warnings.ToImmutable(),
        };
    }

    private static bool HoldsTwiceTheElectrons(BandStructure bands, double electrons) =>
        bands.StatesPerBand == 2
        && BandStructureAudit.OccupiedElectrons(bands) is double occupied
        && Math.Abs(occupied - 2 * electrons) < 1e-3 * electrons;

    private static string NextFilled(TextLines lines, string expected)
    {
        string line;
        do
        {
            line = lines.Require(expected);
        }
        while (string.IsNullOrWhiteSpace(line));

        return line;
    }
}
