using Similarity.Numerics;

namespace Similarity.Operators.KohnSham.Functionals;

/// <summary>
/// ε_c(r_s) = −2A (1 + α₁ r_s) ln(1 + 1/(2A (β₁ r_s^½ + β₂ r_s + β₃ r_s^(3/2) + β₄ r_s²))) of the
/// uniform gas without spin, r_s = (3/(4πn))^(1/3) (Perdew and Wang, Phys. Rev. B 45 (1992) 13244,
/// table I; A with the further digits that PBE and most programs take).
/// </summary>
internal static class PerdewWang92
{
    private const double A = 0.0310907;
    private const double Alpha1 = 0.21370;
    private const double Beta1 = 7.5957;
    private const double Beta2 = 3.5876;
    private const double Beta3 = 1.6382;
    private const double Beta4 = 0.49294;

    public static LocalXc At(double density)
    {
        double rs = Math.Cbrt(3 / (4 * Math.PI * density)), root = Math.Sqrt(rs);
        double sum = 2 * A * root * (Beta1 + root * (Beta2 + root * (Beta3 + root * Beta4)));
        double slope = A * (Beta1 / root + 2 * Beta2 + root * (3 * Beta3 + 4 * Beta4 * root));
        double log = SpecialFunctions.Log1p(1 / sum);
        double energy = -2 * A * (1 + Alpha1 * rs) * log;
        double derivative = -2 * A * Alpha1 * log
            + 2 * A * (1 + Alpha1 * rs) * slope / (sum * (sum + 1));
        return new(energy, energy - rs / 3 * derivative, 0);
    }
}
