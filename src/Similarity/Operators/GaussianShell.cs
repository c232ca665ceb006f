using System.Globalization;

namespace Similarity.Operators;

/// <summary>
/// The 2l + 1 functions C_lm(r) Σ_p c_p e^(−α_p r²), m = −l … l, of one atom, with the real solid
/// harmonics C_lm = √(4π / (2l + 1)) r^l Y_lm of Racah's normalisation and without the phase of
/// Condon and Shortley. Order: p: y, z, x; d: xy, yz, z², xz, x² − y².
/// </summary>
/// <remarks>
/// Shells are equal when all their numbers are. They have an order, which means nothing but lets a
/// pair of shells be stored once.
/// </remarks>
public sealed class GaussianShell : IEquatable<GaussianShell>, IComparable<GaussianShell>
{
    /// <summary>Shells are s, p, d and f.</summary>
    public const int HighestAngularMomentum = 3;

    private readonly double[] exponents;
    private readonly double[] coefficients;
    private readonly int hash;

    /// <param name="exponents">α in 1/bohr², positive.</param>
    /// <param name="coefficients">c, norms of the primitives included.</param>
    public GaussianShell(
        int angularMomentum, ReadOnlySpan<double> exponents, ReadOnlySpan<double> coefficients)
    {
        if (angularMomentum is < 0 or > HighestAngularMomentum)
        {
            throw new ArgumentOutOfRangeException(
                nameof(angularMomentum),
                angularMomentum,
                $"an angular momentum is 0 to {HighestAngularMomentum}");
        }

        if (exponents.Length == 0 || exponents.Length != coefficients.Length)
        {
            throw new ArgumentException(
                $"{exponents.Length} exponents with {coefficients.Length} coefficients make no "
                + "shell",
                nameof(coefficients));
        }

        foreach (double exponent in exponents)
        {
            if (!(exponent > 0 && double.IsFinite(exponent)))
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture, $"an exponent is positive, not {exponent}"),
                    nameof(exponents));
            }
        }

        AngularMomentum = angularMomentum;
        this.exponents = exponents.ToArray();
        this.coefficients = coefficients.ToArray();
        var builder = default(HashCode);
        builder.Add(angularMomentum);
        foreach (double number in (double[])[.. this.exponents, .. this.coefficients])
        {
            builder.Add(number);
        }

        hash = builder.ToHashCode();
    }

    /// <summary>l.</summary>
    public int AngularMomentum { get; }

    /// <summary>2l + 1.</summary>
    public int Functions => 2 * AngularMomentum + 1;

    /// <summary>α_p in 1/bohr².</summary>
    public ReadOnlySpan<double> Exponents => exponents;

    /// <summary>c_p, norms of the primitives included.</summary>
    public ReadOnlySpan<double> Coefficients => coefficients;

    /// <summary>
    /// ⟨φ|φ⟩ = Σ_pq c_p c_q π^(3/2) (2l − 1)‼ / (2^l (α_p + α_q)^(l + 3/2)), the same for all m.
    /// </summary>
    public double SelfOverlap
    {
        get
        {
            double sum = 0;
            for (int p = 0; p < exponents.Length; p++)
            {
                for (int q = 0; q < exponents.Length; q++)
                {
                    sum += coefficients[p] * coefficients[q]
                        * PrimitiveOverlap(AngularMomentum, exponents[p] + exponents[q]);
                }
            }

            return sum;
        }
    }

    /// <summary>The shell whose coefficients refer to primitives of norm 1.</summary>
    public static GaussianShell OfNormalizedPrimitives(
        int angularMomentum, ReadOnlySpan<double> exponents, ReadOnlySpan<double> coefficients)
    {
        double[] scaled = coefficients.ToArray();
        for (int p = 0; p < Math.Min(scaled.Length, exponents.Length); p++)
        {
            scaled[p] /= Math.Sqrt(PrimitiveOverlap(angularMomentum, 2 * exponents[p]));
        }

        return new GaussianShell(angularMomentum, exponents, scaled);
    }

    /// <summary>This shell over √⟨φ|φ⟩.</summary>
    public GaussianShell Normalized()
    {
        double norm = Math.Sqrt(SelfOverlap);
        return new GaussianShell(
            AngularMomentum, exponents, Array.ConvertAll(coefficients, c => c / norm));
    }

    public bool Equals(GaussianShell? other) =>
        ReferenceEquals(this, other)
        || (other is not null
            && hash == other.hash
            && AngularMomentum == other.AngularMomentum
            && exponents.AsSpan().SequenceEqual(other.exponents)
            && coefficients.AsSpan().SequenceEqual(other.coefficients));

    public override bool Equals(object? obj) => Equals(obj as GaussianShell);

    public override int GetHashCode() => hash;

    public int CompareTo(GaussianShell? other)
    {
        if (other is null)
        {
            return 1;
        }

        int byMomentum = AngularMomentum.CompareTo(other.AngularMomentum);
        int byExponents = exponents.AsSpan().SequenceCompareTo(other.exponents);
        return byMomentum != 0 ? byMomentum
            : byExponents != 0 ? byExponents
            : coefficients.AsSpan().SequenceCompareTo(other.coefficients);
    }

    /// <summary>∫ (r^l C_lm)² e^(−p r²), the same for all m.</summary>
    private static double PrimitiveOverlap(int l, double p)
    {
        double overlap = Math.Pow(Math.PI / p, 1.5);
        for (int k = 1; k <= l; k++)
        {
            overlap *= (2 * k - 1) / (2 * p);
        }

        return overlap;
    }
}
