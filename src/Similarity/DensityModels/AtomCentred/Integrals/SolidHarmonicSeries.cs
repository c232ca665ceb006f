using Similarity.Numerics;

namespace Similarity.DensityModels.AtomCentred.Integrals;

/// <summary>
/// The polynomials 𝒴_lm(v) = |v|^l Y_lm(v/|v|) of all l up to a highest, orthonormal on the unit
/// sphere and without the phase of Condon and Shortley, at index l² + l + m. They are N_lm Π_lm(z)
/// times the real (m ≥ 0) or imaginary (m &lt; 0) part of (x + iy)^|m|, with
/// (l − m) Π_lm = (2l − 1) z Π_{l−1,m} − (l + m − 1) r² Π_{l−2,m} and Π_mm = (2m − 1)!!.
/// </summary>
internal static class SolidHarmonicSeries
{
    /// <summary>The highest l: two shells of the highest angular momentum, coupled.</summary>
    public const int Highest = 12;

    private static readonly double[] Norms = NormTable();

    public static int Count(int highest) => (highest + 1) * (highest + 1);

    public static void Evaluate(int highest, Vector3D v, Span<double> values)
    {
        double r2 = v.LengthSquared, real = 1, imaginary = 0, diagonal = 1;
        for (int m = 0; m <= highest; m++)
        {
            double before = 0, here = diagonal;
            for (int l = m; l <= highest; l++)
            {
                double norm = Norms[l * (Highest + 1) + m] * here;
                values[l * l + l + m] = norm * real;
                if (m > 0)
                {
                    values[l * l + l - m] = norm * imaginary;
                }

                double next = ((2 * l + 1) * v.Z * here - (l + m) * r2 * before) / (l + 1 - m);
                (before, here) = (here, next);
            }

            diagonal *= 2 * m + 1;
            (real, imaginary) = (real * v.X - imaginary * v.Y, real * v.Y + imaginary * v.X);
        }
    }

    /// <summary>√((2l + 1)/4π · (l − m)!/(l + m)!), times √2 when m > 0.</summary>
    private static double[] NormTable()
    {
        double[] table = new double[(Highest + 1) * (Highest + 1)];
        for (int l = 0; l <= Highest; l++)
        {
            double ratio = 1;
            for (int m = 0; m <= l; m++)
            {
                if (m > 0)
                {
                    ratio /= (l + m) * (double)(l - m + 1);
                }

                table[l * (Highest + 1) + m] =
                    Math.Sqrt((m == 0 ? 1 : 2) * (2 * l + 1) / (4 * Math.PI) * ratio);
            }
        }

        return table;
    }
}
