using System.Globalization;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Formats.Castep;

/// <summary>The nine lines before the first k-point of a .bands file.</summary>
internal sealed class CastepHeader
{
    /// <summary>
    /// Fermi levels of two spins that differ by less describe one calculation: 1 mHa.
    /// </summary>
    private const double FermiTolerance = 1e-3;

    public required int KPointCount { get; init; }

    /// <summary>Blocks of eigenvalues at each k-point.</summary>
    public required int Components { get; init; }

    public required int StatesPerBand { get; init; }

    public required double Electrons { get; init; }

    public required int[] BandsPerSpin { get; init; }

    /// <summary>Bands that both spins have.</summary>
    public int Bands => BandsPerSpin.Min();

    /// <summary>One for each spin, hartree.</summary>
    public required double[] FermiLevels { get; init; }

    public required Lattice Lattice { get; init; }

    public static CastepHeader Read(TextLines lines)
    {
        int kPointCount = Counts(lines, "Number of k-points", 1)[0];
        int spins = Counts(lines, "Number of spin components", 1)[0];

        // Four components are spinors: one block of eigenvalues, one electron per band.
        if (spins is not (1 or 2 or 4))
        {
            throw lines.Place.Error($"has {spins} spin components; expected 1, 2 or 4");
        }

        int blocks = spins == 2 ? 2 : 1;
        double electrons = FortranNumbers.Row(
            After(lines, "Number of electrons"), blocks, lines.Place).Sum();
        int[] bands = Counts(lines, "Number of eigenvalues", blocks);
        string fermi =
            blocks == 2 ? "Fermi energies (in atomic units)" : "Fermi energy (in atomic units)";
        double[] fermiLevels = FortranNumbers.Row(After(lines, fermi), blocks, lines.Place);
        After(lines, "Unit cell vectors");
        return new CastepHeader
        {
            KPointCount = kPointCount,
            Components = blocks,
            StatesPerBand = spins == 1 ? 2 : 1,
            Electrons = electrons,
            BandsPerSpin = bands,
            FermiLevels = fermiLevels,
            Lattice = ReadLattice(lines),
        };
    }

    public IEnumerable<string> Warnings()
    {
        if (FermiLevels.Max() - FermiLevels.Min() > FermiTolerance)
        {
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"the spins have Fermi levels of their own, {FermiLevels[0]:F6} and "
                    + $"{FermiLevels[1]:F6} Ha; "
                + $"their mean is kept");
        }

        if (BandsPerSpin.Max() != BandsPerSpin.Min())
        {
            yield return $"the spins have {BandsPerSpin[0]} and {BandsPerSpin[1]} bands; "
                + $"the first {Bands} of each are kept";
        }
    }

    /// <summary>The rest of the next line, which must start with the given words.</summary>
    public static string After(TextLines lines, string words)
    {
        string line = lines.Require($"'{words}'").TrimStart();
        return line.StartsWith(words, StringComparison.Ordinal)
            ? line[words.Length..]
            : throw lines.Place.Error($"'{FilePlace.Excerpt(line)}'; expected '{words}'");
    }

    private static Lattice ReadLattice(TextLines lines)
    {
        var rows = new Vector3D[3];
        for (int i = 0; i < 3; i++)
        {
            double[] row = FortranNumbers.Row(lines.Require("a lattice vector"), 3, lines.Place);
            rows[i] = new Vector3D(row[0], row[1], row[2]);
        }

        return lines.Place.Build(() => new Lattice(new Matrix3D(rows[0], rows[1], rows[2])));
    }

    private static int[] Counts(TextLines lines, string words, int count)
    {
        double[] numbers = FortranNumbers.Row(After(lines, words), count, lines.Place);
        return Array.TrueForAll(
            numbers, number => number is >= 1 and <= int.MaxValue && double.IsInteger(number))
            ? Array.ConvertAll(numbers, number => (int)number)
            : throw lines.Place.Error("expected whole numbers from 1");
    }
}
