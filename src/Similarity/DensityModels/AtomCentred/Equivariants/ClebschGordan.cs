namespace Similarity.DensityModels.AtomCentred.Equivariants;

/// <summary>
/// ⟨l₁ m₁ l₂ m₂ | L M⟩ with the phases of Condon and Shortley, by Racah's sum; its factorials stay
/// exact enough for l up to 12.
/// </summary>
public static class ClebschGordan
{
    private static readonly double[] Factorials = FactorialTable();

    public static double Coefficient(int l1, int m1, int l2, int m2, int l, int m)
    {
        if (m1 + m2 != m || l < Math.Abs(l1 - l2) || l > l1 + l2
            || Math.Abs(m1) > l1 || Math.Abs(m2) > l2 || Math.Abs(m) > l)
        {
            return 0;
        }

        double[] f = Factorials;
        double triangle = (2 * l + 1) * f[l + l1 - l2] * f[l - l1 + l2] * f[l1 + l2 - l]
            / f[l1 + l2 + l + 1];
        double projections = f[l + m] * f[l - m] * f[l1 - m1] * f[l1 + m1] * f[l2 - m2]
            * f[l2 + m2];
        int first = Math.Max(0, Math.Max(l2 - l - m1, l1 + m2 - l));
        int last = Math.Min(l1 + l2 - l, Math.Min(l1 - m1, l2 + m2));
        double sum = 0;
        for (int k = first; k <= last; k++)
        {
            double denominator = f[k] * f[l1 + l2 - l - k] * f[l1 - m1 - k] * f[l2 + m2 - k]
                * f[l - l2 + m1 + k] * f[l - l1 - m2 + k];
            sum += (k % 2 == 0 ? 1 : -1) / denominator;
        }

        return Math.Sqrt(triangle) * Math.Sqrt(projections) * sum;
    }

    private static double[] FactorialTable()
    {
        double[] table = new double[64];
        table[0] = 1;
        for (int i = 1; i < table.Length; i++)
        {
            table[i] = i * table[i - 1];
        }

        return table;
    }
}
