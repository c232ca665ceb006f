namespace Similarity.Operators.KohnSham.Functionals;

/// <summary>
/// Fit V to the correlation of the uniform gas without spin (Vosko, Wilk and Nusair, Can. J. Phys.
/// 58 (1980) 1200, eq. 4.4): with x = r_s^½, X(x) = x² + b x + c, Q = (4c − b²)^½,
/// ε_c = A {ln(x²/X) + (2b/Q) arctan(Q/(2x + b)) − (b x₀/X(x₀)) [ln((x − x₀)²/X)
/// + (2(b + 2x₀)/Q) arctan(Q/(2x + b))]}.
/// </summary>
internal static class VoskoWilkNusair
{
    private const double A = 0.0310907;
    private const double X0 = -0.10498;
    private const double B = 3.72744;
    private const double C = 12.9352;

    private static readonly double Q = Math.Sqrt(4 * C - B * B);
    private static readonly double F = B * X0 / (X0 * X0 + B * X0 + C);

    public static LocalXc At(double density)
    {
        double x = Math.Pow(3 / (4 * Math.PI * density), 1.0 / 6);
        double quadratic = x * x + B * x + C;
        double arc = Math.Atan(Q / (2 * x + B));
        double energy = A * (Math.Log(x * x / quadratic) + 2 * B / Q * arc
            - F * (Math.Log((x - X0) * (x - X0) / quadratic) + 2 * (B + 2 * X0) / Q * arc));

        // d(2/Q arctan)/dx = −1/X, as (2x + b)² + Q² = 4X.
        double derivative = A * (2 / x - (2 * x + 2 * B) / quadratic
            - F * (2 / (x - X0) - (2 * x + 2 * B + 2 * X0) / quadratic));
        return new(energy, energy - x / 6 * derivative, 0);
    }
}
