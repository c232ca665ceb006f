namespace Similarity.Numerics;

/// <summary>
/// Elementary functions that .NET lacks or gets wrong near zero. All are accurate to a few units
/// in the last place of the result itself, also where it is tiny.
/// </summary>
public static partial class SpecialFunctions
{
    /// <summary>ln(1 + x), accurate for small x, where <c>double.LogP1</c> is not.</summary>
    public static double Log1p(double x)
    {
        // The rounding error of u = 1 + x cancels in ln(u) / (u − 1) (Kahan).
        double u = 1 + x;
        if (u == 1)
        {
            return x;
        }

        return double.IsPositiveInfinity(u) ? u : Math.Log(u) * (x / (u - 1));
    }

    /// <summary>eˣ − 1, accurate for small x, where <c>double.ExpM1</c> is not.</summary>
    public static double Expm1(double x)
    {
        // Far from zero nothing cancels. Near it the error of u = eˣ cancels in (u − 1) x / ln u
        // (Kahan).
        double u = Math.Exp(x);
        if (Math.Abs(x) > 1)
        {
            return u - 1;
        }

        return u == 1 ? x : (u - 1) * (x / Math.Log(u));
    }

    /// <summary>e^(−x²), relatively accurate to where it underflows (|x| ≈ 27.3).</summary>
    public static double ExpMinusSquare(double x)
    {
        // x² = square + rest exactly; without the rest the error grows to 700 ulp in the tail.
        double square = x * x;
        if (square > 800)
        {
            return 0;
        }

        double rest = Math.FusedMultiplyAdd(x, x, -square);
        return Math.Exp(-square) * (1 - rest);
    }

    /// <summary>
    /// Physicists' Hermite polynomial Hₙ(x): H₀ = 1, H₁ = 2x, Hₙ₊₁ = 2x Hₙ − 2n Hₙ₋₁.
    /// </summary>
    public static double Hermite(int n, double x)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        double previous = 0;
        double current = 1;
        for (int k = 0; k < n; k++)
        {
            // Fused, so that the value next to a root keeps its digits.
            double next = Math.FusedMultiplyAdd(2 * x, current, -2 * k * previous);
            (previous, current) = (current, next);
        }

        return current;
    }
}
