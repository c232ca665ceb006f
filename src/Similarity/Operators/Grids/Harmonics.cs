using System.Runtime.CompilerServices;

namespace Similarity.Operators.Grids;

/// <summary>
/// The real solid harmonics C_lm of Racah's normalisation as straight code: they are computed at
/// every point for every atom near it.
/// </summary>
internal static class Harmonics
{
    private const double Sqrt3 = 1.7320508075688772;
    private const double Sqrt15 = 3.872983346207417;
    private const double Sqrt38 = 0.6123724356957945;
    private const double Sqrt58 = 0.7905694150420949;

    /// <summary>Index of the first function of l among those of 0 … l.</summary>
    public static int First(int l) => l * l;

    /// <summary>C_lm for l ≤ highest, in order of l and m.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Evaluate(int highest, double x, double y, double z, Span<double> c)
    {
        c[0] = 1;
        if (highest == 0)
        {
            return;
        }

        (c[1], c[2], c[3]) = (y, z, x);
        if (highest == 1)
        {
            return;
        }

        double x2 = x * x, y2 = y * y, z2 = z * z;
        c[4] = Sqrt3 * x * y;
        c[5] = Sqrt3 * y * z;
        c[6] = z2 - 0.5 * (x2 + y2);
        c[7] = Sqrt3 * x * z;
        c[8] = Sqrt3 / 2 * (x2 - y2);
        if (highest == 2)
        {
            return;
        }

        c[9] = Sqrt58 * y * (3 * x2 - y2);
        c[10] = Sqrt15 * x * y * z;
        c[11] = Sqrt38 * y * (4 * z2 - x2 - y2);
        c[12] = z * (z2 - 1.5 * (x2 + y2));
        c[13] = Sqrt38 * x * (4 * z2 - x2 - y2);
        c[14] = Sqrt15 / 2 * z * (x2 - y2);
        c[15] = Sqrt58 * x * (x2 - 3 * y2);
    }
}
