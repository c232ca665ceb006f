using System.Collections.Immutable;

namespace Similarity.Operators.Nanotubes;

/// <summary>
/// Real solid harmonics rotated by φ about z: C'_{l,m} = cos mφ C_{l,m} + sin mφ C_{l,−m} and
/// C'_{l,−m} = cos mφ C_{l,−m} − sin mφ C_{l,m} for m > 0; those of m = 0 stay.
/// </summary>
internal static class AxialRotation
{
    /// <summary>Rotates the column functions of a square block, in place.</summary>
    public static void Apply(Span<double> block, ImmutableArray<int> angularMomenta, double angle)
    {
        int functions = angularMomenta.Sum(l => 2 * l + 1);
        int middle = 0;
        foreach (int l in angularMomenta)
        {
            middle += l;
            for (int m = 1; m <= l; m++)
            {
                (double sin, double cos) = Math.SinCos(m * angle);
                for (int row = 0; row < functions; row++)
                {
                    ref double plus = ref block[row * functions + middle + m];
                    ref double minus = ref block[row * functions + middle - m];
                    (plus, minus) = (cos * plus + sin * minus, cos * minus - sin * plus);
                }
            }

            middle += l + 1;
        }
    }
}
