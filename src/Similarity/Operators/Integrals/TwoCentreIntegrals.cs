using Similarity.Numerics;

namespace Similarity.Operators.Integrals;

/// <summary>
/// S = ⟨a|b⟩ and T = −½⟨a|∇²|b⟩ of two shells, the exact way: sums over pairs of primitives and
/// Cartesian terms of products of one-dimensional integrals (Obara and Saika,
/// doi:10.1063/1.450106). Slow; <see cref="PairIntegrals"/> gives the same numbers fast.
/// </summary>
public static class TwoCentreIntegrals
{
    // Powers of one coordinate: l of the first function, l + 2 of the second for the kinetic part.
    private const int Powers = GaussianShell.HighestAngularMomentum + 1;
    private const int Stride = Powers + 2;

    /// <param name="fromAToB">The centre of b less that of a, in bohr.</param>
    /// <param name="overlap">Functions(a) × functions(b), row after row.</param>
    public static void Overlap(
        GaussianShell a, GaussianShell b, Vector3D fromAToB, Span<double> overlap) =>
        Sum(a, b, fromAToB, overlap, default);

    /// <inheritdoc cref="Overlap"/>
    /// <param name="kinetic">Functions(a) × functions(b), row after row.</param>
    public static void OverlapAndKinetic(
        GaussianShell a,
        GaussianShell b,
        Vector3D fromAToB,
        Span<double> overlap,
        Span<double> kinetic)
    {
        CheckLength(a, b, kinetic, nameof(kinetic));
        Sum(a, b, fromAToB, overlap, kinetic);
    }

    private static void Sum(
        GaussianShell a,
        GaussianShell b,
        Vector3D fromAToB,
        Span<double> overlap,
        Span<double> kinetic)
    {
        CheckLength(a, b, overlap, nameof(overlap));
        overlap.Clear();
        kinetic.Clear();
        Span<double> s = stackalloc double[3 * Powers * Stride];
        Span<double> t = stackalloc double[3 * Powers * Stride];
        for (int p = 0; p < a.Exponents.Length; p++)
        {
            for (int q = 0; q < b.Exponents.Length; q++)
            {
                for (int axis = 0; axis < 3; axis++)
                {
                    int start = axis * Powers * Stride;
                    Overlap1D(
                        a.Exponents[p], b.Exponents[q], fromAToB[axis], s[start..]);
                    Kinetic1D(b.Exponents[q], s[start..], t[start..]);
                }

                double weight = a.Coefficients[p] * b.Coefficients[q];
                AddProducts(a.AngularMomentum, b.AngularMomentum, weight, s, t, overlap, kinetic);
            }
        }
    }

    /// <summary>
    /// s(i, j) = ∫ x_A^i x_B^j e^(−α x_A² − β x_B²) dx for i ≤ 3, j ≤ 5, with p = α + β:
    /// s(0, 0) = √(π/p) e^(−αβ X²/p),
    /// s(i + 1, j) = X_PA s(i, j) + (i s(i − 1, j) + j s(i, j − 1)) / 2p, likewise in j with X_PB.
    /// </summary>
    private static void Overlap1D(double alpha, double beta, double x, Span<double> s)
    {
        double p = alpha + beta;
        double fromAToP = beta / p * x, fromBToP = -alpha / p * x;
        double half = 1 / (2 * p);
        s[0] = Math.Sqrt(Math.PI / p) * Math.Exp(-alpha * beta / p * x * x);
        for (int i = 0; i < Powers; i++)
        {
            if (i > 0)
            {
                s[i * Stride] = fromAToP * s[(i - 1) * Stride]
                    + (i > 1 ? half * (i - 1) * s[(i - 2) * Stride] : 0);
            }

            for (int j = 1; j < Stride; j++)
            {
                s[i * Stride + j] = fromBToP * s[i * Stride + j - 1]
                    + (j > 1 ? half * (j - 1) * s[i * Stride + j - 2] : 0)
                    + (i > 0 ? half * i * s[(i - 1) * Stride + j - 1] : 0);
            }
        }
    }

    /// <summary>
    /// t(i, j) = −½ ∫ x_A^i e^(−α x_A²) d²/dx² x_B^j e^(−β x_B²) dx
    /// = −2β² s(i, j + 2) + β (2j + 1) s(i, j) − ½ j (j − 1) s(i, j − 2).
    /// </summary>
    private static void Kinetic1D(double beta, ReadOnlySpan<double> s, Span<double> t)
    {
        for (int i = 0; i < Powers; i++)
        {
            for (int j = 0; j < Powers; j++)
            {
                int at = i * Stride + j;
                t[at] = -2 * beta * beta * s[at + 2] + beta * (2 * j + 1) * s[at]
                    - (j > 1 ? 0.5 * j * (j - 1) * s[at - 2] : 0);
            }
        }
    }

    private static void AddProducts(
        int la,
        int lb,
        double weight,
        ReadOnlySpan<double> s,
        ReadOnlySpan<double> t,
        Span<double> overlap,
        Span<double> kinetic)
    {
        int element = 0;
        for (int ma = -la; ma <= la; ma++)
        {
            for (int mb = -lb; mb <= lb; mb++, element++)
            {
                foreach (Monomial u in SolidHarmonics.Of(la, ma))
                {
                    foreach (Monomial v in SolidHarmonics.Of(lb, mb))
                    {
                        int x = u.X * Stride + v.X;
                        int y = (Powers + u.Y) * Stride + v.Y;
                        int z = (2 * Powers + u.Z) * Stride + v.Z;
                        double factor = weight * u.Factor * v.Factor;
                        overlap[element] += factor * s[x] * s[y] * s[z];
                        if (!kinetic.IsEmpty)
                        {
                            kinetic[element] += factor * (t[x] * s[y] * s[z]
                                + s[x] * t[y] * s[z] + s[x] * s[y] * t[z]);
                        }
                    }
                }
            }
        }
    }

    private static void CheckLength(
        GaussianShell a, GaussianShell b, ReadOnlySpan<double> block, string name)
    {
        if (block.Length != a.Functions * b.Functions)
        {
            throw new ArgumentException(
                $"{block.Length} numbers for a block of {a.Functions} × {b.Functions}", name);
        }
    }
}
