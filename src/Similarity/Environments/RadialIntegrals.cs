namespace Similarity.Environments;

/// <summary>
/// The expansion of one Gaussian at distance r: ⟨R_n Y_lm|g⟩ = S_nl(r) Y_lm(r̂), exactly, with its
/// first two derivatives. With c = 1/2σ², d = 1/2σₖ² and a = (k + l + 3)/2,
/// S_nl = Σₖ O_nk I_kl and
/// I_kl = (π/σ²)^¾ e^(−cr²) (cr)^l Γ(a)/Γ(l + 3/2) M(a, l + 3/2, c²r²/(c+d)) (c+d)^(−a).
/// </summary>
internal sealed class RadialIntegrals
{
    private readonly GaussianTypeBasis basis;
    private readonly double sigma;
    private readonly int maxAngular;

    public RadialIntegrals(ExpansionSettings settings)
    {
        settings.Validate();
        basis = new GaussianTypeBasis(
            settings.RadialFunctions, settings.BasisRadius ?? settings.Cutoff);
        sigma = settings.Sigma;
        maxAngular = settings.MaxAngular;
        Functions = settings.RadialFunctions;
    }

    /// <summary>N.</summary>
    public int Functions { get; }

    /// <summary>
    /// derivatives[k][l N + n] = the k-th derivative of S_nl at r, k = 0, 1, 2, r in bohr.
    /// </summary>
    public void Evaluate(double r, double[][] derivatives)
    {
        double[,] primitive = new double[3, Functions];
        for (int l = 0; l <= maxAngular; l++)
        {
            for (int k = 0; k < Functions; k++)
            {
                (primitive[0, k], primitive[1, k], primitive[2, k]) = Primitive(k, l, r);
            }

            for (int order = 0; order < 3; order++)
            {
                for (int n = 0; n < Functions; n++)
                {
                    double sum = 0;
                    for (int k = 0; k < Functions; k++)
                    {
                        sum += basis.Orthonormal[n, k] * primitive[order, k];
                    }

                    derivatives[order][l * Functions + n] = sum;
                }
            }
        }
    }

    /// <summary>I_kl and its derivatives.</summary>
    private (double Value, double First, double Second) Primitive(int k, int l, double r)
    {
        double c = 1 / (2 * sigma * sigma);
        double d = 1 / (2 * basis.Widths[k] * basis.Widths[k]);
        double a = (k + l + 3) / 2.0, b = l + 1.5, s = c * c / (c + d), z = s * r * r;
        double factor = Math.Pow(Math.PI / (sigma * sigma), 0.75) * Math.Pow(c, l)
            * GaussianTypeBasis.HalfIntegerGamma(k + l + 3)
            / GaussianTypeBasis.HalfIntegerGamma(2 * l + 3) * Math.Pow(c + d, -a);

        // e^(−cr²) M(sr²), whose exponents nearly cancel, with M' = a/b M(a + 1, b + 1).
        double decay = Math.Exp(-(c * d / (c + d)) * r * r);
        double m0 = decay * KummerFunction.Scaled(a, b, z);
        double m1 = decay * a / b * KummerFunction.Scaled(a + 1, b + 1, z);
        double m2 = decay * a * (a + 1) / (b * (b + 1)) * KummerFunction.Scaled(a + 2, b + 2, z);
        double g0 = m0;
        double g1 = 2 * r * (s * m1 - c * m0);
        double g2 = (4 * c * c * r * r - 2 * c) * m0 + (2 * s - 8 * c * s * r * r) * m1
            + 4 * s * s * r * r * m2;

        // Of r^l G(r).
        double p0 = Math.Pow(r, l), p1 = l < 1 ? 0 : l * Math.Pow(r, l - 1);
        double p2 = l < 2 ? 0 : l * (l - 1) * Math.Pow(r, l - 2);
        return (factor * p0 * g0,
            factor * (p1 * g0 + p0 * g1),
            factor * (p2 * g0 + 2 * p1 * g1 + p0 * g2));
    }
}
