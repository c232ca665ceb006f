using Similarity.Numerics;

namespace Similarity.Learning.BayesianNetworks;

/// <summary>
/// Normal numbers in bulk for the noise of training: one of 65,536 quantiles Φ⁻¹((k + ½)/65,536),
/// scaled to variance 1, for each 16 random bits. They end at 4.3 deviations, which the averages
/// over a batch do not feel, and cost a twentieth of exact ones.
/// </summary>
internal static class TabulatedNormals
{
    private const int Bits = 16, PerDraw = 64 / Bits;

    private static readonly double[] Quantiles = Tabulate();

    public static void Fill(RandomStream random, Span<double> normals)
    {
        double[] table = Quantiles;
        for (int i = 0; i < normals.Length; i += PerDraw)
        {
            ulong bits = random.NextBits();
            for (int j = i; j < Math.Min(i + PerDraw, normals.Length); j++)
            {
                normals[j] = table[(ushort)bits];
                bits >>= Bits;
            }
        }
    }

    private static double[] Tabulate()
    {
        double[] table = new double[1 << Bits];
        double squares = 0;
        for (int k = 0; k < table.Length; k++)
        {
            table[k] = NormalQuantile.Of((k + 0.5) / table.Length);
            squares += table[k] * table[k];
        }

        double scale = Math.Sqrt(table.Length / squares);
        for (int k = 0; k < table.Length; k++)
        {
            table[k] *= scale;
        }

        return table;
    }
}
