using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Similarity.Fingerprints;

/// <summary>
/// The grid of a NOMAD fingerprint, version 2 (M. Kuban et al., Sci. Data 9, 646 (2022); Apache-2.0
/// program nomad-dos-fingerprints): intervals of energy that widen away from a reference, each with
/// a largest number of states in equal steps, one bit per step. Both are multiples of a smallest
/// by g(ε) = ⌊(1 − exp(−(ε/width)²/2)) (largest/smallest − 1) + 1⌋.
/// </summary>
public sealed class NomadGrid : IEquatable<NomadGrid>
{
    public const string DefaultId = "nonuniform:-2:0.05:1.05:0.5:5.5:7:-8:7:56";

    private const int MostIntervals = 100_000;
    private const int MostPixels = 10_000;

    /// <summary>Of the numbers in a custom grid; larger ones Python prints otherwise.</summary>
    private const double Largest = 1e15;

    private readonly double[] energies;
    private readonly double[] heights;

    private NomadGrid(
        string id,
        string canonicalId,
        double referenceEv,
        double stepEv,
        int pixels,
        double[] energies,
        double[] heights)
    {
        Id = id;
        CanonicalId = canonicalId;
        ReferenceEv = referenceEv;
        StepEv = stepEv;
        Pixels = pixels;
        this.energies = energies;
        this.heights = heights;
    }

    /// <summary>As it was given to <see cref="Parse"/>.</summary>
    public string Id { get; }

    /// <summary>The same for ids that write the same numbers differently, as 2 and 2.0.</summary>
    public string CanonicalId { get; }

    /// <summary>The energy of the spectrum at which the grid has its zero, in eV.</summary>
    public double ReferenceEv { get; }

    /// <summary>The mesh that spectra are integrated on, in eV.</summary>
    public double StepEv { get; }

    /// <summary>Bits per interval.</summary>
    public int Pixels { get; }

    /// <summary>
    /// Lower ends of the intervals in eV from the reference; the last only ends the one before it.
    /// </summary>
    public ReadOnlySpan<double> EnergiesEv => energies;

    /// <summary>The number of states that sets all bits of each interval.</summary>
    public ReadOnlySpan<double> Heights => heights;

    /// <summary>
    /// The number of states from which on bit j = 1 … Pixels of an interval is set.
    /// </summary>
    public double Threshold(int interval, int j) =>
        DecimalRounding.Exact(j * (heights[interval] / Pixels), 1e10);

    /// <summary>
    /// Reads <c>nonuniform:reference:ΔE_min:ΔE_max:Δρ_min:Δρ_max:width:lowest:highest:bits</c> or
    /// <c>uniform:reference:ΔE:Δρ:lowest:highest:bits</c>.
    /// </summary>
    public static NomadGrid Parse(string id)
    {
        string[] fields = id.Split(':');
        int numbers = fields[0] switch
        {
            "nonuniform" => 9,
            "uniform" => 6,
            "custom" => throw new ArgumentException(
                $"NOMAD grid '{id}': the id of a custom grid is a hash, from which the grid cannot "
                    + "be had; expected a nonuniform or a uniform one"),
            _ => throw Invalid(id, "it begins with neither 'nonuniform:' nor 'uniform:'"),
        };
        if (fields.Length != numbers + 1)
        {
            throw Invalid(id, string.Create(
                CultureInfo.InvariantCulture,
                $"it has {fields.Length - 1} numbers, not {numbers}"));
        }

        double[] values = new double[numbers - 1];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = FingerprintSettings.ParseNumber(fields[i + 1])
                ?? throw Invalid(id, $"'{fields[i + 1]}' is no number");
        }

        if (!int.TryParse(
                fields[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int pixels)
            || pixels is < 1 or > MostPixels)
        {
            throw Invalid(id, string.Create(
                CultureInfo.InvariantCulture,
                $"'{fields[^1]}' bits; expected 1 to {MostPixels}"));
        }

        string canonical = string.Join(
            ":",
            fields[0],
            string.Join(":", values.Select(FingerprintSettings.Format)),
            pixels.ToString(CultureInfo.InvariantCulture));
        return fields[0] == "uniform"
            ? Build(
                id, canonical, values[0], pixels, values[3], values[4],
                new(values[1], values[1], 1), new(values[2], values[2], 1))
            : Build(
                id, canonical, values[0], pixels, values[6], values[7],
                new(values[1], values[2], values[5]), new(values[3], values[4], values[5]));
    }

    /// <summary>
    /// A grid of any intervals. Its id is the MD5 sum that the program of NOMAD computes.
    /// </summary>
    /// <param name="energiesEv">Ascending, in eV from the reference.</param>
    /// <param name="heights">As many, positive.</param>
    public static NomadGrid Custom(
        ReadOnlySpan<double> energiesEv,
        ReadOnlySpan<double> heights,
        int pixels,
        double referenceEv = -2,
        double stepEv = 0.05)
    {
        bool isValid = energiesEv.Length >= 2 && energiesEv.Length == heights.Length;
        for (int i = 0; isValid && i < heights.Length; i++)
        {
            isValid = heights[i] is > 0 and < Largest
                && Math.Abs(energiesEv[i]) < Largest
                && (i == 0 || energiesEv[i] > energiesEv[i - 1]);
        }

        if (!isValid || pixels is < 1 or > MostPixels || !(stepEv > 0))
        {
            throw new ArgumentException(
                "a custom NOMAD grid has ascending energies, as many positive heights, a positive "
                    + "step and a positive number of bits");
        }

        var text = new StringBuilder();
        foreach (double value in
            (ReadOnlySpan<double>)[pixels, referenceEv, .. energiesEv, .. heights])
        {
            text.Append(PythonText(value));
        }

#pragma warning disable CA5351 // The peer's name for a grid, no secret.
        byte[] hash = MD5.HashData(Encoding.ASCII.GetBytes(text.ToString()));
#pragma warning restore CA5351
        string id = $"custom:{Convert.ToHexStringLower(hash)}";
        return new NomadGrid(
            id, id, referenceEv, stepEv, pixels, energiesEv.ToArray(), heights.ToArray());
    }

    public bool Equals(NomadGrid? other) => other is not null && other.CanonicalId == CanonicalId;

    public override bool Equals(object? obj) => Equals(obj as NomadGrid);

    public override int GetHashCode() => CanonicalId.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Id;

    private static NomadGrid Build(
        string id,
        string canonicalId,
        double reference,
        int pixels,
        double lowest,
        double highest,
        Widening energy,
        Widening height)
    {
        double limit = Math.Max(Math.Abs(lowest), Math.Abs(highest));
        if (!(energy.Smallest > 0 && energy.Width > 0 && height.Smallest > 0 && lowest < highest)
            || !(limit / energy.Smallest < MostIntervals))
        {
            throw Invalid(
                id,
                "steps, heights and width must be positive, the limits ascend, and the intervals "
                    + "be at most 100000");
        }

        List<double> energies = [0];
        while (true)
        {
            double next = DecimalRounding.Scaled(energy.At(energies[^1]) + energies[^1], 1e8);
            if (next > limit || next == energies[^1])
            {
                break;
            }

            energies.Add(next);
        }

        double[] all =
        [
            .. energies.Skip(1).Where(e => e <= Math.Abs(lowest)).Select(e => -e).Reverse(),
            .. energies.Where(e => e <= highest),
        ];
        return all.Length >= 2
            ? new NomadGrid(
                id, canonicalId, reference, energy.Smallest, pixels, all,
                [.. all.Select(height.At)])
            : throw Invalid(id, "it has no interval");
    }

    private static ArgumentException Invalid(string id, string reason) => new(
        $"NOMAD grid '{id}': {reason}; expected {DefaultId} or the like, or "
            + "uniform:0:0.1:2:-10:5:32");

    /// <summary>As Python prints a double below 10¹⁵: 2.0, 0.0001, 1e-05.</summary>
    private static string PythonText(double value)
    {
        string shortest = value.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
        return shortest.AsSpan().ContainsAny('.', 'e') ? shortest : shortest + ".0";
    }

    /// <summary>A size that grows in whole multiples away from zero.</summary>
    private readonly record struct Widening(double Smallest, double Largest, double Width)
    {
        public double At(double energy)
        {
            double x = energy / Width;
            double growth = (1 - Math.Exp(-0.5 * (x * x))) * (Largest / Smallest - 1) + 1;
            return Math.Max(Math.Truncate(growth), 1) * Smallest;
        }
    }
}
