namespace Similarity.DensityModels.AtomCentred.Integrals;

/// <summary>F_n(x) = ∫₀¹ t^(2n) e^(−x t²) dt for x ≥ 0.</summary>
internal static class BoysFunction
{
    // Beyond it e^(−x) is 1e−17 of F₀ and more, and the recurrence upwards loses no digit.
    private const double Asymptotic = 36;

    /// <summary>F_0 … F_highest, highest = values.Length − 1.</summary>
    public static void Evaluate(double x, Span<double> values)
    {
        int highest = values.Length - 1;
        double exponential = Math.Exp(-x);
        if (x >= Asymptotic)
        {
            values[0] = Math.Sqrt(Math.PI / x) / 2;
            for (int n = 0; n < highest; n++)
            {
                values[n + 1] = ((2 * n + 1) * values[n] - exponential) / (2 * x);
            }

            return;
        }

        // e^(−x) Σ_k (2x)^k / ((2n + 1)(2n + 3)…(2n + 2k + 1)): all terms positive.
        double term = 1.0 / (2 * highest + 1), sum = term;
        for (int k = 1; term > 1e-17 * sum; k++)
        {
            term *= 2 * x / (2 * highest + 2 * k + 1);
            sum += term;
        }

        values[highest] = exponential * sum;
        for (int n = highest; n > 0; n--)
        {
            values[n - 1] = (2 * x * values[n] + exponential) / (2 * n - 1);
        }
    }
}
