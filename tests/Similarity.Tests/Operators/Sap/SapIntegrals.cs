using Similarity.Numerics;
using Similarity.Operators;
using Similarity.Operators.Integrals;
using Similarity.Operators.Sap;

namespace Similarity.Tests.Operators.Sap;

/// <summary>
/// ⟨a|V_C|b⟩ of a tabulated potential in closed form (McMurchie and Davidson,
/// doi:10.1016/0021-9991(78)90092-X): the slow twin of the quadrature. The order-n seeds of all
/// Gaussians of the potential are added before the recursion, which is linear in them.
/// </summary>
internal static class SapIntegrals
{
    /// <summary>The potential of an atom between two shells, row after row.</summary>
    public static double[] Of(
        (Vector3D Centre, GaussianShell Shell) a,
        (Vector3D Centre, GaussianShell Shell) b,
        Vector3D nucleus,
        SapPotential potential)
    {
        int la = a.Shell.AngularMomentum, lb = b.Shell.AngularMomentum;
        double[] block = new double[(2 * la + 1) * (2 * lb + 1)];
        for (int p = 0; p < a.Shell.Exponents.Length; p++)
        {
            for (int q = 0; q < b.Shell.Exponents.Length; q++)
            {
                double factor = a.Shell.Coefficients[p] * b.Shell.Coefficients[q];
                AddPrimitives(
                    factor,
                    (a.Centre, la, a.Shell.Exponents[p]),
                    (b.Centre, lb, b.Shell.Exponents[q]),
                    nucleus,
                    potential,
                    block);
            }
        }

        return block;
    }

    private static void AddPrimitives(
        double factor,
        (Vector3D Centre, int L, double Exponent) a,
        (Vector3D Centre, int L, double Exponent) b,
        Vector3D nucleus,
        SapPotential potential,
        double[] block)
    {
        double p = a.Exponent + b.Exponent;
        Vector3D centre = (a.Exponent * a.Centre + b.Exponent * b.Centre) / p;
        double[][,,] e = new double[3][,,];
        for (int axis = 0; axis < 3; axis++)
        {
            e[axis] = HermiteFactors(
                a.L, b.L, p, a.Exponent, b.Exponent, a.Centre[axis], b.Centre[axis]);
        }

        int order = a.L + b.L;
        Vector3D distance = centre - nucleus;
        double[,,] r = Recursion(order, distance, Seeds(order, p, distance, potential));
        for (int m = -a.L; m <= a.L; m++)
        {
            for (int n = -b.L; n <= b.L; n++)
            {
                double sum = 0;
                foreach (Monomial x in SolidHarmonics.Of(a.L, m))
                {
                    foreach (Monomial y in SolidHarmonics.Of(b.L, n))
                    {
                        sum += x.Factor * y.Factor * Contract(e, r, x, y);
                    }
                }

                block[(m + a.L) * (2 * b.L + 1) + n + b.L] += factor * sum;
            }
        }
    }

    private static double Contract(double[][,,] e, double[,,] r, Monomial x, Monomial y)
    {
        double sum = 0;
        for (int t = 0; t <= x.X + y.X; t++)
        {
            for (int u = 0; u <= x.Y + y.Y; u++)
            {
                for (int v = 0; v <= x.Z + y.Z; v++)
                {
                    sum += e[0][x.X, y.X, t] * e[1][x.Y, y.Y, u] * e[2][x.Z, y.Z, v] * r[t, u, v];
                }
            }
        }

        return sum;
    }

    /// <summary>E_t^ij: x_A^i x_B^j e^(−ax_A²−bx_B²) = Σ_t E_t^ij Λ_t(x_P).</summary>
    private static double[,,] HermiteFactors(
        int la, int lb, double p, double a, double b, double xa, double xb)
    {
        double[,,] e = new double[la + 1, lb + 1, la + lb + 2];
        double centre = (a * xa + b * xb) / p, pa = centre - xa, pb = centre - xb;
        e[0, 0, 0] = Math.Exp(-a * b / p * (xa - xb) * (xa - xb));
        for (int i = 0; i <= la; i++)
        {
            for (int j = 0; j <= lb; j++)
            {
                if (i + j == 0)
                {
                    continue;
                }

                bool raisesFirst = i > 0;
                double shift = raisesFirst ? pa : pb;
                int i0 = raisesFirst ? i - 1 : i, j0 = raisesFirst ? j : j - 1;
                for (int t = 0; t <= i + j; t++)
                {
                    double below = t > 0 ? e[i0, j0, t - 1] / (2 * p) : 0;
                    e[i, j, t] = below + shift * e[i0, j0, t] + (t + 1) * e[i0, j0, t + 1];
                }
            }
        }

        return e;
    }

    /// <summary>
    /// (π/p)^(3/2) 2√(ρ/π) (−2ρ)^n F_n(ρR²), ρ = pα/(p + α) for erf(√α r)/r and p for 1/r, summed
    /// as the potential has them.
    /// </summary>
    private static double[] Seeds(int order, double p, Vector3D distance, SapPotential potential)
    {
        double[] seeds = new double[order + 1];
        double square = distance.LengthSquared;
        Add(-potential.Element.AtomicNumber, p);
        for (int q = 0; q < potential.Exponents.Length; q++)
        {
            double alpha = potential.Exponents[q];
            Add(-potential.Coefficients[q], p * alpha / (p + alpha));
        }

        return seeds;

        void Add(double charge, double rho)
        {
            double[] boys = Boys(order, rho * square);
            double factor =
                charge * Math.Pow(Math.PI / p, 1.5) * 2 * Math.Sqrt(rho / Math.PI);
            for (int n = 0; n <= order; n++, factor *= -2 * rho)
            {
                seeds[n] += factor * boys[n];
            }
        }
    }

    /// <summary>F_n(x) = ∫₀¹ t^(2n) e^(−xt²) dt, n = 0 … order.</summary>
    private static double[] Boys(int order, double x)
    {
        double[] f = new double[order + 1];
        if (x > 40)
        {
            f[0] = 0.5 * Math.Sqrt(Math.PI / x) * SpecialFunctions.Erf(Math.Sqrt(x));
            for (int n = 0; n < order; n++)
            {
                f[n + 1] = ((2 * n + 1) * f[n] - Math.Exp(-x)) / (2 * x);
            }

            return f;
        }

        double term = 1.0 / (2 * order + 1), sum = term;
        for (int k = 1; term > 1e-17 * sum; k++)
        {
            term *= 2 * x / (2 * order + 2 * k + 1);
            sum += term;
        }

        f[order] = Math.Exp(-x) * sum;
        for (int n = order; n > 0; n--)
        {
            f[n - 1] = (2 * x * f[n] + Math.Exp(-x)) / (2 * n - 1);
        }

        return f;
    }

    /// <summary>R_tuv⁰ from R₀₀₀^n.</summary>
    private static double[,,] Recursion(int order, Vector3D d, double[] seeds)
    {
        double[][,,] r = new double[order + 1][,,];
        for (int n = order; n >= 0; n--)
        {
            r[n] = new double[order + 1, order + 1, order + 1];
            r[n][0, 0, 0] = seeds[n];
            for (int t = 0; t <= order - n; t++)
            {
                for (int u = 0; t + u <= order - n; u++)
                {
                    for (int v = 0; t + u + v <= order - n; v++)
                    {
                        if (t + u + v > 0)
                        {
                            r[n][t, u, v] = Raise(r[n + 1], t, u, v, d);
                        }
                    }
                }
            }
        }

        return r[0];
    }

    private static double Raise(double[,,] above, int t, int u, int v, Vector3D d)
    {
        if (t > 0)
        {
            return (t > 1 ? (t - 1) * above[t - 2, u, v] : 0) + d.X * above[t - 1, u, v];
        }

        if (u > 0)
        {
            return (u > 1 ? (u - 1) * above[t, u - 2, v] : 0) + d.Y * above[t, u - 1, v];
        }

        return (v > 1 ? (v - 1) * above[t, u, v - 2] : 0) + d.Z * above[t, u, v - 1];
    }
}
