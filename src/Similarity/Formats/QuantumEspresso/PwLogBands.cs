using System.Globalization;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Formats.QuantumEspresso;

/// <summary>
/// One block "k = … bands (ev)" of a pw.x log; occupations are empty when not printed.
/// </summary>
internal sealed record PwLogBlock(
    int Spin, Vector3D KPoint, List<double> EnergiesEv, List<double> Occupations);

/// <summary>
/// Electrons, k-points, bands and Fermi level in a pw.x log; the last set of bands counts.
/// </summary>
internal sealed class PwLogBands
{
    private int spin;
    private int? bandCount;
    private bool isListingKPoints;

    public List<PwLogBlock> Blocks { get; } = [];

    /// <summary>
    /// The list of k-points in units of 2π/alat, empty when the log leaves it out.
    /// </summary>
    public List<(Vector3D Point, double Weight)> Listed { get; } = [];

    public List<string> Warnings { get; } = [];

    public int? KPointCount { get; private set; }

    public double? Electrons { get; private set; }

    public double? FermiLevelEv { get; private set; }

    public Smearing? Smearing { get; private set; }

    public bool IsNoncollinear { get; private set; }

    /// <summary>The log says that it has too many k-points to print.</summary>
    public bool AreBandsSuppressed { get; private set; }

    public void TryRead(string line, TextLines lines)
    {
        string text = line.Trim();
        if (text.EndsWith("bands (ev):", StringComparison.Ordinal))
        {
            ReadBlock(text, lines);
        }
        else if (text == "occupation numbers")
        {
            ReadOccupations(lines);
        }
        else if (text.StartsWith("k(", StringComparison.Ordinal)
            && text.Contains("wk =", StringComparison.Ordinal))
        {
            ReadListed(text, lines);
        }
        else if (!TryReadCount(text, lines))
        {
            TryReadEnd(text, lines);
        }
    }

    private bool TryReadCount(string text, TextLines lines)
    {
        if (text.StartsWith("number of electrons", StringComparison.Ordinal))
        {
            Electrons = lines.Place.Number(
                PwLogStructure.Between(text, "=", "("), "a number of electrons");
        }
        else if (text.StartsWith("number of Kohn-Sham states", StringComparison.Ordinal))
        {
            bandCount = lines.Place.Count(
                PwLogStructure.Between(text, "=", "\n"), "a number of bands");
        }
        else if (text.StartsWith("number of k points=", StringComparison.Ordinal))
        {
            ReadKPointCount(PwLogStructure.Between(text, "=", "\n"), lines);
        }
        else if (text.StartsWith("cart. coord. in units 2pi/alat", StringComparison.Ordinal))
        {
            isListingKPoints = true;
        }
        else if (text.StartsWith("cryst. coord.", StringComparison.Ordinal))
        {
            isListingKPoints = false;
        }
        else if (text.StartsWith("Noncollinear calculation", StringComparison.Ordinal)
            || text.StartsWith(
                "Non magnetic calculation with spin-orbit", StringComparison.Ordinal))
        {
            IsNoncollinear = true;
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>"10" or "10  Marzari-Vanderbilt smearing, width (Ry)=  0.0200".</summary>
    private void ReadKPointCount(string text, TextLines lines)
    {
        string[] fields = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        KPointCount = lines.Place.Count(fields.FirstOrDefault(), "a number of k-points");
        Listed.Clear();
        if (text.Contains("smearing, width (Ry)=", StringComparison.Ordinal))
        {
            // One rydberg is half a hartree.
            double width = lines.Place.Number(
                fields[^1].Replace("(Ry)=", "", StringComparison.Ordinal), "a width") / 2;
            Smearing = SmearingNames.Find(fields[1], width);
        }
    }

    private void TryReadEnd(string text, TextLines lines)
    {
        if (text is "End of self-consistent calculation" or "End of band structure calculation")
        {
            Blocks.Clear();
            spin = 0;
        }
        else if (text.Contains("SPIN UP", StringComparison.Ordinal))
        {
            spin = 0;
        }
        else if (text.Contains("SPIN DOWN", StringComparison.Ordinal))
        {
            spin = 1;
        }
        else if (text.StartsWith("the Fermi energy is", StringComparison.Ordinal))
        {
            FermiLevelEv = lines.Place.Number(
                PwLogStructure.Between(text, "is", "ev"), "a Fermi energy");
        }
        else if (text.StartsWith("the spin up/dw Fermi energies are", StringComparison.Ordinal))
        {
            double[] levels = FortranNumbers.Row(
                PwLogStructure.Between(text, "are", "ev"), 2, lines.Place);
            FermiLevelEv = levels.Average();
            Warn(string.Create(
                CultureInfo.InvariantCulture,
                $"the spins have Fermi levels of their own, {levels[0]} and {levels[1]} eV; their "
                    + $"mean is kept"));
        }
        else if (text.StartsWith("highest occupied", StringComparison.Ordinal))
        {
            string levels = PwLogStructure.Between(text, "(ev):", "\n").Split(' ', 2)[0];
            FermiLevelEv = lines.Place.Number(levels, "the highest occupied level");
        }
        else if (text.StartsWith("convergence NOT achieved", StringComparison.Ordinal))
        {
            Warn("the log says that a self-consistent calculation did not converge");
        }
        else if (text.Contains("set verbosity='high' to print", StringComparison.Ordinal))
        {
            AreBandsSuppressed = true;
        }
    }

    private void Warn(string warning)
    {
        if (!Warnings.Contains(warning))
        {
            Warnings.Add(warning);
        }
    }

    /// <summary>
    /// "k( 2) = ( 0.0 0.1 0.2), wk = 0.25"; the list in crystal axes is passed over.
    /// </summary>
    private void ReadListed(string text, TextLines lines)
    {
        if (isListingKPoints)
        {
            double weight = lines.Place.Number(
                PwLogStructure.Between(text, "wk =", "\n"), "a weight");
            Listed.Add((PwLogStructure.Parenthesised(text, lines), weight));
        }
    }

    /// <summary>
    /// "k =-0.5000 0.5000 0.0000 ( 749 PWs) bands (ev):" and the numbers below.
    /// </summary>
    private void ReadBlock(string head, TextLines lines)
    {
        List<double> point = [];
        FortranNumbers.AddFixed(point, PwLogStructure.Between(head, "=", "("), 4, lines.Place);
        if (point.Count != 3)
        {
            throw lines.Place.Error($"has {point.Count} coordinates of a k-point; expected 3");
        }

        var block = new PwLogBlock(spin, new(point[0], point[1], point[2]), ReadNumbers(lines), []);
        int expected = bandCount
            ?? (Blocks.Count > 0 ? Blocks[0].EnergiesEv.Count : block.EnergiesEv.Count);
        CheckCount(block.EnergiesEv.Count, expected, lines);
        Blocks.Add(block);
    }

    /// <summary>The occupations of the block before.</summary>
    private void ReadOccupations(TextLines lines)
    {
        if (Blocks.Count > 0)
        {
            PwLogBlock block = Blocks[^1];
            block.Occupations.AddRange(ReadNumbers(lines));
            CheckCount(block.Occupations.Count, block.EnergiesEv.Count, lines);
        }
    }

    private static void CheckCount(int found, int expected, TextLines lines)
    {
        if (found != expected)
        {
            throw lines.Place.Error(
                $"ends a block of {found} numbers; expected {expected}, one for each band");
        }
    }

    /// <summary>
    /// Rows of eight numbers with four decimals, from the first filled line to an empty one.
    /// </summary>
    private static List<double> ReadNumbers(TextLines lines)
    {
        string line = lines.Require("numbers");
        while (string.IsNullOrWhiteSpace(line))
        {
            line = lines.Require("numbers");
        }

        List<double> numbers = [];
        while (!string.IsNullOrWhiteSpace(line))
        {
            FortranNumbers.AddFixed(numbers, line, 4, lines.Place);
            line = lines.Next() ?? "";
        }

        return numbers;
    }
}
