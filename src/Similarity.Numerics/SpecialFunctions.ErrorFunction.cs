namespace Similarity.Numerics;

/// <content>
/// The error function by the minimax rational approximations of W. J. Cody, Math. Comp. 23 (1969)
/// 631: x R(x²) for |x| ≤ 15/32, e^(−x²) R(x) to 4, e^(−x²)/x (1/√π + R(1/x²)/x²) beyond.
/// </content>
public static partial class SpecialFunctions
{
    private const double OneOverSqrtPi = 0.56418958354775628695;

    private const double CentralLimit = 0.46875;

    private static ReadOnlySpan<double> CentralP =>
    [
        1.85777706184603153e-1, 3.16112374387056560e0, 1.13864154151050156e2,
        3.77485237685302021e2, 3.20937758913846947e3,
    ];

    private static ReadOnlySpan<double> CentralQ =>
    [
        1, 2.36012909523441209e1, 2.44024637934444173e2, 1.28261652607737228e3,
        2.84423683343917062e3,
    ];

    private static ReadOnlySpan<double> MiddleP =>
    [
        2.15311535474403846e-8, 5.64188496988670089e-1, 8.88314979438837594e0,
        6.61191906371416295e1, 2.98635138197400131e2, 8.81952221241769090e2,
        1.71204761263407058e3, 2.05107837782607147e3, 1.23033935479799725e3,
    ];

    private static ReadOnlySpan<double> MiddleQ =>
    [
        1, 1.57449261107098347e1, 1.17693950891312499e2, 5.37181101862009858e2,
        1.62138957456669019e3, 3.29079923573345963e3, 4.36261909014324716e3,
        3.43936767414372164e3, 1.23033935480374942e3,
    ];

    private static ReadOnlySpan<double> TailP =>
    [
        1.63153871373020978e-2, 3.05326634961232344e-1, 3.60344899949804439e-1,
        1.25781726111229246e-1, 1.60837851487422766e-2, 6.58749161529837803e-4,
    ];

    private static ReadOnlySpan<double> TailQ =>
    [
        1, 2.56852019228982242e0, 1.87295284992346725e0, 5.27905102951428412e-1,
        6.05183413124413191e-2, 2.33520497626869185e-3,
    ];

    /// <summary>erf x = 2/√π ∫₀ˣ e^(−t²) dt.</summary>
    public static double Erf(double x) => Math.Abs(x) <= CentralLimit
        ? CentralErf(x)
        : Math.CopySign(1 - Erfc(Math.Abs(x)), x);

    /// <summary>
    /// erfc x = 1 − erf x, relatively accurate until it underflows near x = 26.5.
    /// </summary>
    public static double Erfc(double x)
    {
        if (Math.Abs(x) <= CentralLimit)
        {
            return 1 - CentralErf(x);
        }

        double tail = ExpMinusSquare(x) * ScaledTail(Math.Abs(x));
        return x > 0 ? tail : 2 - tail;
    }

    /// <summary>
    /// erfcx x = e^(x²) erfc x, ≈ 1/(√π x) for large x; overflows below x ≈ −26.6.
    /// </summary>
    public static double Erfcx(double x)
    {
        if (Math.Abs(x) <= CentralLimit)
        {
            return Math.Exp(x * x) * (1 - CentralErf(x));
        }

        double tail = ScaledTail(Math.Abs(x));
        return x > 0 ? tail : 2 * ExpSquare(x) - tail;
    }

    private static double ExpSquare(double x)
    {
        double square = x * x;
        double rest = Math.FusedMultiplyAdd(x, x, -square);
        return square > 800 ? double.PositiveInfinity : Math.Exp(square) * (1 + rest);
    }

    private static double CentralErf(double x)
    {
        double square = x * x;
        return x * (Polynomial(CentralP, square) / Polynomial(CentralQ, square));
    }

    /// <summary>e^(x²) erfc x for x &gt; 15/32.</summary>
    private static double ScaledTail(double x)
    {
        if (x <= 4)
        {
            return Polynomial(MiddleP, x) / Polynomial(MiddleQ, x);
        }

        double inverse = 1 / x;
        double square = inverse * inverse;
        return inverse * (
            OneOverSqrtPi - square * (Polynomial(TailP, square) / Polynomial(TailQ, square)));
    }

    /// <summary>Σ cᵢ x^(n−1−i): Horner's rule, highest power first.</summary>
    private static double Polynomial(ReadOnlySpan<double> coefficients, double x)
    {
        double sum = 0;
        foreach (double c in coefficients)
        {
            sum = Math.FusedMultiplyAdd(sum, x, c);
        }

        return sum;
    }
}
