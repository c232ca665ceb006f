using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Similarity.Operators.Integrals;

/// <summary>
/// The integrals of two shells whose centres lie on the z axis, b a distance r above a. They vanish
/// unless m is the same in both and are equal for m and −m (Slater and Koster), which leaves
/// f_m(r) = Σ_pq e^(−μ r²) P_m(r), m = 0 … min(l, l'), with μ = α_p β_q / (α_p + β_q) and
/// polynomials P_m of the parity of l + l', of degree l + l' for S and l + l' + 2 for T.
/// </summary>
internal sealed class AxialIntegrals
{
    // Below e^−70 = 4e−31 no coefficient makes a term that counts.
    private const double LargestExponent = 70;

    private const int Powers = GaussianShell.HighestAngularMomentum + 1;
    private const int Stride = Powers + 2;
    private const int Degrees = Powers + Stride - 1;

    private readonly int parity;

    // Coefficients of r^parity, r^(parity + 2), …, per function.
    private readonly int terms;

    // Coefficients of all functions of a pair of primitives, filled up to whole vectors.
    private readonly int stride;

    // Of every pair of primitives, ascending in μ.
    private readonly double[] mu;
    private readonly double[] overlapCoefficients;
    private readonly double[] kineticCoefficients;

    public AxialIntegrals(GaussianShell a, GaussianShell b)
    {
        int degree = a.AngularMomentum + b.AngularMomentum + 2;
        Functions = Math.Min(a.AngularMomentum, b.AngularMomentum) + 1;
        parity = degree % 2;
        terms = degree / 2 + 1;
        int pairs = a.Exponents.Length * b.Exponents.Length;
        mu = new double[pairs];
        stride = (Functions * terms + 3) / 4 * 4;
        overlapCoefficients = new double[pairs * stride];
        kineticCoefficients = new double[pairs * stride];
        (double Mu, int P, int Q)[] order = new (double, int, int)[pairs];
        for (int p = 0; p < a.Exponents.Length; p++)
        {
            for (int q = 0; q < b.Exponents.Length; q++)
            {
                double alpha = a.Exponents[p], beta = b.Exponents[q];
                order[p * b.Exponents.Length + q] = (alpha * beta / (alpha + beta), p, q);
            }
        }

        Array.Sort(order);
        for (int pair = 0; pair < pairs; pair++)
        {
            (mu[pair], int p, int q) = order[pair];
            SetCoefficients(
                a,
                b,
                p,
                q,
                overlapCoefficients.AsSpan(pair * stride, stride),
                kineticCoefficients.AsSpan(pair * stride, stride));
        }
    }

    /// <summary>Number of functions f_m: min(l, l') + 1.</summary>
    public int Functions { get; }

    /// <summary>The least μ, that of the two most diffuse primitives.</summary>
    public double LeastExponent => mu[0];

    /// <summary>The highest power of r in front of a Gaussian, l + l' + 2.</summary>
    public int HighestPower => parity + 2 * (terms - 1);

    /// <summary>f_m(r) of S.</summary>
    public void Overlap(double r, Span<double> values) =>
        Evaluate(r, overlapCoefficients, values);

    /// <summary>f_m(r) of T.</summary>
    public void Kinetic(double r, Span<double> values) =>
        Evaluate(r, kineticCoefficients, values);

    /// <summary>
    /// E(r) = max Σ_pq e^(−μ r²) Σ_n |c_n| r^n over m and over S and T: no element of S or T at
    /// distance r exceeds it in any frame, as a block is Dᵀ diag(f) D' with orthogonal D and D'.
    /// Beyond r² = n / 2μ, with the highest n and the least μ, it decreases.
    /// </summary>
    public double Envelope(double r)
    {
        Span<double> overlap = stackalloc double[stride];
        Span<double> kinetic = stackalloc double[stride];
        overlap.Clear();
        kinetic.Clear();
        for (int pair = 0; pair < mu.Length && mu[pair] * r * r < LargestExponent; pair++)
        {
            double gaussian = Math.Exp(-mu[pair] * r * r);
            for (int i = 0; i < stride; i++)
            {
                overlap[i] += gaussian * Math.Abs(overlapCoefficients[pair * stride + i]);
                kinetic[i] += gaussian * Math.Abs(kineticCoefficients[pair * stride + i]);
            }
        }

        double highest = 0;
        for (int m = 0; m < Functions; m++)
        {
            highest = Math.Max(highest, Polynomial(r, overlap.Slice(m * terms, terms)));
            highest = Math.Max(highest, Polynomial(r, kinetic.Slice(m * terms, terms)));
        }

        return highest;
    }

    private void Evaluate(double r, double[] coefficients, Span<double> values)
    {
        Span<double> sums = stackalloc double[stride];
        sums.Clear();
        ref double sum = ref MemoryMarshal.GetReference(sums);
        for (int pair = 0; pair < mu.Length && mu[pair] * r * r < LargestExponent; pair++)
        {
            var gaussian = Vector256.Create(Math.Exp(-mu[pair] * r * r));
            ref double own = ref coefficients[pair * stride];
            for (nuint i = 0; i < (nuint)stride; i += 4)
            {
                Vector256.MultiplyAddEstimate(
                    gaussian, Vector256.LoadUnsafe(ref own, i), Vector256.LoadUnsafe(ref sum, i))
                    .StoreUnsafe(ref sum, i);
            }
        }

        for (int m = 0; m < Functions; m++)
        {
            values[m] = Polynomial(r, sums.Slice(m * terms, terms));
        }
    }

    private double Polynomial(double r, ReadOnlySpan<double> even)
    {
        double sum = 0;
        for (int n = terms - 1; n >= 0; n--)
        {
            sum = sum * r * r + even[n];
        }

        return parity == 0 ? sum : sum * r;
    }

    /// <summary>
    /// The recurrences of <see cref="TwoCentreIntegrals"/> with numbers across the axis, where
    /// X = 0, and polynomials in r along it; the factors √(π/p) e^(−μ X²) are taken out.
    /// </summary>
    private void SetCoefficients(
        GaussianShell a,
        GaussianShell b,
        int p,
        int q,
        Span<double> overlap,
        Span<double> kinetic)
    {
        double alpha = a.Exponents[p], beta = b.Exponents[q], sum = alpha + beta;
        double weight =
            a.Coefficients[p] * b.Coefficients[q] * Math.Pow(Math.PI / sum, 1.5);
        Span<double> across = stackalloc double[Powers * Stride];
        Span<double> acrossKinetic = stackalloc double[Powers * Stride];
        Span<double> along = stackalloc double[Powers * Stride * Degrees];
        Span<double> alongKinetic = stackalloc double[Powers * Stride * Degrees];
        Overlap1D(0, 0, 1 / (2 * sum), 1, across);
        Kinetic1D(beta, 1, across, acrossKinetic);
        Overlap1D(beta / sum, -alpha / sum, 1 / (2 * sum), Degrees, along);
        Kinetic1D(beta, Degrees, along, alongKinetic);
        for (int m = 0; m < Functions; m++)
        {
            int first = m * terms;
            foreach (Monomial u in SolidHarmonics.Of(a.AngularMomentum, m))
            {
                foreach (Monomial v in SolidHarmonics.Of(b.AngularMomentum, m))
                {
                    int x = u.X * Stride + v.X, y = u.Y * Stride + v.Y;
                    double factor = weight * u.Factor * v.Factor;
                    double s = factor * across[x] * across[y];
                    double t = factor * (acrossKinetic[x] * across[y]
                        + across[x] * acrossKinetic[y]);
                    int z = (u.Z * Stride + v.Z) * Degrees + parity;
                    for (int n = 0; n < terms; n++)
                    {
                        overlap[first + n] += s * along[z + 2 * n];
                        kinetic[first + n] += t * along[z + 2 * n] + s * alongKinetic[z + 2 * n];
                    }
                }
            }
        }
    }

    /// <summary>s(i, j) as polynomials in X with the given number of coefficients each.</summary>
    private static void Overlap1D(
        double fromAToP, double fromBToP, double half, int degrees, Span<double> s)
    {
        s.Clear();
        s[0] = 1;
        for (int i = 0; i < Powers; i++)
        {
            for (int j = i == 0 ? 1 : 0; j < Stride; j++)
            {
                // Raised in j where there is one, in i otherwise.
                bool inJ = j > 0;
                double shift = inJ ? fromBToP : fromAToP;
                int lower = inJ ? At(i, j - 1) : At(i - 1, 0);
                for (int n = 0; n < degrees; n++)
                {
                    double value = n > 0 ? shift * s[lower + n - 1] : 0;
                    if (inJ && j > 1)
                    {
                        value += half * (j - 1) * s[At(i, j - 2) + n];
                    }

                    if (inJ && i > 0)
                    {
                        value += half * i * s[At(i - 1, j - 1) + n];
                    }

                    if (!inJ && i > 1)
                    {
                        value += half * (i - 1) * s[At(i - 2, 0) + n];
                    }

                    s[At(i, j) + n] = value;
                }
            }
        }

        int At(int i, int j) => (i * Stride + j) * degrees;
    }

    private static void Kinetic1D(
        double beta, int degrees, ReadOnlySpan<double> s, Span<double> t)
    {
        t.Clear();
        for (int i = 0; i < Powers; i++)
        {
            for (int j = 0; j < Powers; j++)
            {
                int at = (i * Stride + j) * degrees;
                for (int n = 0; n < degrees; n++)
                {
                    t[at + n] = -2 * beta * beta * s[at + 2 * degrees + n]
                        + beta * (2 * j + 1) * s[at + n]
                        - (j > 1 ? 0.5 * j * (j - 1) * s[at - 2 * degrees + n] : 0);
                }
            }
        }
    }
}
