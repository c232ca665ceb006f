using Similarity.Numerics;

namespace Similarity.Operators.KohnSham.Functionals;

/// <summary>
/// PBE without spin (Phys. Rev. Lett. 77 (1996) 3865): ε = ε_x F(s²) + ε_c + H with
/// F = 1 + κ − κ/(1 + μs²/κ), s² = σ/(2 k_F n)², and H = γ ln(1 + (β/γ) t² (1 + At²)/(1 + At² +
/// A²t⁴)), t² = πσ/(16 k_F n²), A = (β/γ)/(exp(−ε_c/γ) − 1), k_F = (3π²n)^(1/3).
/// </summary>
internal static class PerdewBurkeErnzerhof
{
    private const double Kappa = 0.804;
    private const double Beta = 0.06672455060314922;
    private const double Mu = Beta * Math.PI * Math.PI / 3;

    private static readonly double Gamma = (1 - Math.Log(2)) / (Math.PI * Math.PI);

    public static LocalXc At(double density, double sigma)
    {
        LocalXc exchange = SlaterExchange.At(density);
        double fermi = Math.Cbrt(3 * Math.PI * Math.PI * density);
        double squarePerSigma = 1 / (4 * fermi * fermi * density * density);
        double square = sigma * squarePerSigma;
        double share = 1 + Mu * square / Kappa;
        double enhancement = 1 + Kappa - Kappa / share, slope = Mu / (share * share);

        LocalXc correlation = PerdewWang92.At(density);
        double yPerSigma = Math.PI / (16 * fermi * density * density), y = sigma * yPerSigma;
        double exponential = SpecialFunctions.Expm1(-correlation.Energy / Gamma);
        double a = Beta / Gamma / exponential;
        double ay = a * y, denominator = 1 + ay * (1 + ay);
        double ratio = y * (1 + ay) / denominator;
        double h = Gamma * SpecialFunctions.Log1p(Beta / Gamma * ratio);

        // ∂ratio/∂y = (1 + 2Ay)/D², ∂ratio/∂A = −Ay³ (2 + Ay)/D², ∂A/∂ε_c = A² exp(−ε_c/γ)/β.
        double hSlope = Beta / (1 + Beta / Gamma * ratio);
        double ratioByY = (1 + 2 * ay) / denominator / denominator;
        double ratioByA = -ay * y * (y / denominator) * ((2 + ay) / denominator);
        double aByEnergy = a * a * (exponential + 1) / Beta;
        double nEnergySlope = correlation.DensityDerivative - correlation.Energy;
        double nSlope = hSlope * (ratioByY * -7.0 / 3 * y + ratioByA * aByEnergy * nEnergySlope);
        return new(
            exchange.Energy * enhancement + correlation.Energy + h,
            exchange.Energy * (4.0 / 3 * enhancement - 8.0 / 3 * square * slope)
                + correlation.DensityDerivative + h + nSlope,
            density * (exchange.Energy * slope * squarePerSigma + hSlope * ratioByY * yPerSigma));
    }
}
