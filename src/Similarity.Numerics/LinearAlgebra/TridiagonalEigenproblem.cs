namespace Similarity.Numerics.LinearAlgebra;

/// <summary>
/// T = Z Λ Zᵀ of a real symmetric tridiagonal matrix by implicit QL with Wilkinson's shift
/// (Bowdler, Martin, Reinsch and Wilkinson, Numer. Math. 11 (1968) 293; <c>tql2</c> of EISPACK).
/// </summary>
internal static class TridiagonalEigenproblem
{
    // About 1.7 sweeps an eigenvalue are usual; the shift makes 30 the customary bound.
    private const int SweepsPerEigenvalue = 30;

    // Eigenvalues that are rounding of larger ones stay coupled to each other by as much; from
    // this sweep on that is let go, which the rounding of the whole matrix allows.
    private const int PatientSweeps = 12;
    private const double UnitRoundoff = 1.1102230246251565e-16;

    /// <summary>
    /// Overwrites d with the eigenvalues, in no order; destroys e. Rotations, if any, become Z.
    /// </summary>
    public static void Solve(Span<double> d, Span<double> offDiagonal, PlaneRotations? rotations)
    {
        int n = d.Length;
        Span<double> e = new double[n];
        offDiagonal.CopyTo(e);
        double norm = 0;
        for (int i = 0; i < n; i++)
        {
            norm = Math.Max(norm, Math.Abs(d[i]) + Math.Abs(e[i]));
        }

        for (int l = 0; l < n; l++)
        {
            for (int sweep = 0; ; sweep++)
            {
                int m = l;
                double least = sweep < PatientSweeps ? 0 : norm;
                while (m < n - 1
                    && Math.Abs(e[m]) > UnitRoundoff
                        * Math.Max(least, Math.Abs(d[m]) + Math.Abs(d[m + 1])))
                {
                    m++;
                }

                if (m == l)
                {
                    break;
                }

                if (sweep == SweepsPerEigenvalue)
                {
                    throw new ArithmeticException(
                        $"eigenvalue {l} of {n} did not converge in {sweep} sweeps");
                }

                Sweep(d, e, l, m, rotations);
            }
        }
    }

    private static void Sweep(
        Span<double> d, Span<double> e, int l, int m, PlaneRotations? rotations)
    {
        double half = (d[l + 1] - d[l]) / (2 * e[l]);
        double root = Math.Sqrt(half * half + 1);
        double g = d[m] - d[l] + e[l] / (half + Math.CopySign(root, half));
        double s = 1, c = 1, p = 0;
        rotations?.BeginSweep(m - 1);
        for (int i = m - 1; i >= l; i--)
        {
            double f = s * e[i], b = c * e[i];
            double r = Math.Sqrt(f * f + g * g);
            e[i + 1] = r;
            if (r == 0)
            {
                // The block has fallen apart at i + 1 before its end.
                d[i + 1] -= p;
                e[m] = 0;
                return;
            }

            s = f / r;
            c = g / r;
            g = d[i + 1] - p;
            r = (d[i] - g) * s + 2 * c * b;
            p = s * r;
            d[i + 1] = g + p;
            g = c * r - b;
            rotations?.Add(c, s);
        }

        d[l] -= p;
        e[l] = g;
        e[m] = 0;
    }
}
