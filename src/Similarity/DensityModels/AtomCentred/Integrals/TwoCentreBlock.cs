using Similarity.DensityModels.AtomCentred.Basis;

namespace Similarity.DensityModels.AtomCentred.Integrals;

/// <summary>
/// The integrals of two shells at A and B, R = A − B. By Hobson's theorem
/// r^l Y_lm e^(−a|r−A|²) = (2a)^(−l) 𝒴_lm(∂_A) e^(−a|r−A|²), so a block is 𝒴_lm(∂_R) 𝒴_l'm'(−∂_R)
/// on the integral f(R²) of two s Gaussians, and with the product of harmonics
/// (−1)^l' N N' (2a)^(−l) (2b)^(−l') Σ G 𝒴_LM(R) g_Lk, where g_Lk 𝒴_LM(R) = 𝒴_LM(∇) ∇^(2k) f.
/// </summary>
/// <remarks>
/// With p = a + b, μ = ab/p and x = μR²: overlap f = (π/p)^(3/2) e^(−x) gives
/// g_Lk = (π/p)^(3/2) (−2μ)^L (−4μ)^k k! L_k^(L+1/2)(x) e^(−x). Coulomb
/// f = 2π^(5/2)/(ab√p) F₀(x) gives g_L0 = 2π^(5/2)/(ab√p) (−2μ)^L F_L(x) and, since ∇² of a
/// potential is −4π times the charge, g_Lk = −4π g_L,k−1 of the overlap.
/// </remarks>
internal static class TwoCentreBlock
{
    // e^−80 = 2e−35: no coefficient makes an overlap of it that counts.
    private const double LargestExponent = 80;

    /// <summary>Adds the block of S to rows of the target.</summary>
    /// <param name="harmonics">𝒴_LM(R) up to l + l'.</param>
    public static void AddOverlap(
        AuxiliaryShell a,
        AuxiliaryShell b,
        double distanceSquared,
        ReadOnlySpan<double> harmonics,
        Span<double> target,
        int stride)
    {
        double sum = a.Exponent + b.Exponent, mu = a.Exponent * b.Exponent / sum;
        double x = mu * distanceSquared;
        if (x > LargestExponent)
        {
            return;
        }

        double overlap = Math.Pow(Math.PI / sum, 1.5) * Math.Exp(-x);
        int powers = Math.Min(a.AngularMomentum, b.AngularMomentum) + 1;
        int l = a.AngularMomentum + b.AngularMomentum;
        Span<double> radial = stackalloc double[powers];
        for (int k = 0; k < powers; k++)
        {
            radial[k] = overlap * OverlapDerivative(l - 2 * k, k, mu, x);
        }

        Add(a, b, radial, harmonics, target, stride);
    }

    /// <summary>Adds the block of J to rows of the target.</summary>
    public static void AddCoulomb(
        AuxiliaryShell a,
        AuxiliaryShell b,
        double distanceSquared,
        ReadOnlySpan<double> harmonics,
        Span<double> target,
        int stride)
    {
        double sum = a.Exponent + b.Exponent, mu = a.Exponent * b.Exponent / sum;
        double x = mu * distanceSquared;
        int powers = Math.Min(a.AngularMomentum, b.AngularMomentum) + 1;
        int l = a.AngularMomentum + b.AngularMomentum;
        Span<double> radial = stackalloc double[powers];
        Span<double> boys = stackalloc double[l + 1];
        BoysFunction.Evaluate(x, boys);
        radial[0] = 2 * Math.Pow(Math.PI, 2.5) / (a.Exponent * b.Exponent * Math.Sqrt(sum))
            * Power(-2 * mu, l) * boys[l];
        double overlap = Math.Pow(Math.PI / sum, 1.5) * Math.Exp(-x);
        for (int k = 1; k < powers; k++)
        {
            radial[k] = -4 * Math.PI * overlap * OverlapDerivative(l - 2 * k, k - 1, mu, x);
        }

        Add(a, b, radial, harmonics, target, stride);
    }

    /// <summary>(−2μ)^L (−4μ)^k k! L_k^(L+1/2)(x).</summary>
    private static double OverlapDerivative(int l, int k, double mu, double x)
    {
        double alpha = l + 0.5, before = 0, laguerre = 1, factor = Power(-2 * mu, l);
        for (int n = 0; n < k; n++)
        {
            double next = ((2 * n + 1 + alpha - x) * laguerre - (n + alpha) * before) / (n + 1);
            (before, laguerre) = (laguerre, next);
            factor *= -4 * mu * (n + 1);
        }

        return factor * laguerre;
    }

    private static void Add(
        AuxiliaryShell a,
        AuxiliaryShell b,
        ReadOnlySpan<double> radial,
        ReadOnlySpan<double> harmonics,
        Span<double> target,
        int stride)
    {
        double factor = a.Norm * b.Norm
            / (Power(2 * a.Exponent, a.AngularMomentum)
                * Power(-2 * b.Exponent, b.AngularMomentum));
        HarmonicProduct product = HarmonicProduct.Of(a.AngularMomentum, b.AngularMomentum);
        foreach (HarmonicProduct.Term term in product.Terms)
        {
            target[term.Row * stride + term.Column] +=
                factor * term.Value * radial[term.K] * harmonics[term.Harmonic];
        }
    }

    private static double Power(double x, int n)
    {
        double power = 1;
        for (int i = 0; i < n; i++)
        {
            power *= x;
        }

        return power;
    }
}
