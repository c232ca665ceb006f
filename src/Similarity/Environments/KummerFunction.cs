namespace Similarity.Environments;

/// <summary>Kummer's confluent hypergeometric function M(a, b, z) = ₁F₁(a; b; z).</summary>
internal static class KummerFunction
{
    /// <summary>
    /// e^(−z) M(a, b, z) for a, b &gt; 0 and z ≥ 0 by the power series, all of whose terms are
    /// positive: nothing cancels, and the relative error is a few units of rounding at any z.
    /// </summary>
    public static double Scaled(double a, double b, double z)
    {
        const double huge = 1e280;
        double term = 1, sum = 1, exponent = -z;
        for (int k = 0; k < z || term > 1e-17 * sum; k++)
        {
            term *= (a + k) / (b + k) * (z / (k + 1));
            sum += term;
            if (sum > huge)
            {
                term /= huge;
                sum /= huge;
                exponent += 280 * Math.Log(10);
            }
        }

        return sum * Math.Exp(exponent);
    }
}
