using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Environments;

/// <summary>
/// The radial functions R_n(r) = Σₖ O_nk r^k e^(−r²/2σₖ²), n, k = 0 … N − 1, with
/// σₖ = r_c max(√k, 1)/N, orthonormal in ∫ R_n R_m r² dr. O is Löwdin's: S^(−½) of the overlaps of
/// the normalised functions, times their norms.
/// </summary>
internal sealed class GaussianTypeBasis
{
    public GaussianTypeBasis(int functions, double cutoff)
    {
        Widths = new double[functions];
        double[] norms = new double[functions];
        for (int n = 0; n < functions; n++)
        {
            Widths[n] = cutoff * Math.Max(Math.Sqrt(n), 1) / functions;
            norms[n] = Math.Sqrt(
                2 / (Math.Pow(Widths[n], 2 * n + 3) * HalfIntegerGamma(2 * n + 3)));
        }

        Matrix<double> overlap = new(functions, functions);
        for (int n = 0; n < functions; n++)
        {
            for (int m = 0; m < functions; m++)
            {
                overlap[n, m] = Overlap(n, m);
            }
        }

        Eigensystem<double> system = HermitianEigenproblem.Solve(overlap);
        Orthonormal = new Matrix<double>(functions, functions);
        for (int n = 0; n < functions; n++)
        {
            for (int m = 0; m < functions; m++)
            {
                double sum = 0;
                for (int k = 0; k < functions; k++)
                {
                    sum += system.Vectors![n, k] * system.Vectors[m, k]
                        / Math.Sqrt(system.Values[k]);
                }

                Orthonormal[n, m] = sum * norms[m];
            }
        }
    }

    /// <summary>σₖ in bohr.</summary>
    public double[] Widths { get; }

    /// <summary>O.</summary>
    public Matrix<double> Orthonormal { get; }

    /// <summary>Γ(k/2) of a positive k.</summary>
    public static double HalfIntegerGamma(int k)
    {
        double gamma = k % 2 == 0 ? 1 : Math.Sqrt(Math.PI);
        for (int i = k % 2 == 0 ? 2 : 1; i < k; i += 2)
        {
            gamma *= i / 2.0;
        }

        return gamma;
    }

    /// <summary>⟨n|m⟩ of normalised functions, written in ratios of widths.</summary>
    private double Overlap(int n, int m)
    {
        double x = Widths[n], y = Widths[m];
        double mean = Math.Sqrt((x * x + y * y) / 2);
        double gammas = HalfIntegerGamma(3 + n + m)
            / Math.Sqrt(HalfIntegerGamma(2 * n + 3) * HalfIntegerGamma(2 * m + 3));
        return gammas * Math.Pow(y / mean, n + 1.5) * Math.Pow(x / mean, m + 1.5);
    }
}
