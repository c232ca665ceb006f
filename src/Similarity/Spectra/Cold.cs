using System.Numerics;
using Similarity.Numerics;

namespace Similarity.Spectra;

/// <summary>
/// Cold smearing, with a = x + 1/√2: f = ½ erfc a + e^(−a²)/√(2π), δ = √(2/π) (x + √2) e^(−a²),
/// s = a e^(−a²)/√(2π). N. Marzari, D. Vanderbilt, A. De Vita, M. C. Payne, Phys. Rev. Lett. 82,
/// 3296 (1999). f exceeds 1 for x &lt; −√2, so N(μ) is not monotonic.
/// </summary>
public sealed record Cold(double Width) : Smearing(Positive(Width))
{
    private const double Sqrt2 = 1.4142135623730951;
    private const double OneOverSqrt2 = 0.7071067811865476;
    private const double OneOverSqrt2Pi = 0.39894228040143267794;
    private const double SqrtTwoOverPi = 2 * OneOverSqrt2Pi;

    // What the doubles above miss; with it the values next to the zeros of s and δ keep their
    // digits.
    private const double Sqrt2Rest = -9.667293313452913e-17;
    private const double OneOverSqrt2Rest = -4.833646656726457e-17;

    public override string Name => "cold";

    public override bool IsMonotonic => false;

    internal override double Reach => 7;

    internal override double Support => 28.1;

    // f(−√2) = ½ erfc(−1/√2) + e^(−½)/√(2π) = 1.08331…, its maximum.
    internal override double Overshoot => 0.0834;

    internal override double Ripple => 1;

    public override double Occupation(double x)
    {
        double a = Shifted(x);
        return SpecialFunctions.Erfc(a) / 2 + OneOverSqrt2Pi * SpecialFunctions.ExpMinusSquare(a);
    }

    public override double Vacancy(double x)
    {
        double a = Shifted(x);
        return SpecialFunctions.Erfc(-a) / 2 - OneOverSqrt2Pi * SpecialFunctions.ExpMinusSquare(a);
    }

    public override double Delta(double x) =>
        SqrtTwoOverPi * (x + Sqrt2 + Sqrt2Rest) * SpecialFunctions.ExpMinusSquare(Shifted(x));

    /// <summary>δ′ = √(2/π) (1 − 2a (x + √2)) e^(−a²).</summary>
    public override double DeltaDerivative(double x)
    {
        double a = Shifted(x);
        return SqrtTwoOverPi * (1 - 2 * a * (x + Sqrt2 + Sqrt2Rest))
            * SpecialFunctions.ExpMinusSquare(a);
    }

    public override double Entropy(double x)
    {
        double a = Shifted(x);
        return OneOverSqrt2Pi * a * SpecialFunctions.ExpMinusSquare(a);
    }

    internal override void Delta(ReadOnlySpan<double> x, Span<double> delta)
    {
        var shift = new Vector<double>(OneOverSqrt2);
        for (int i = 0; i < x.Length; i += Vector<double>.Count)
        {
            var v = new Vector<double>(x[i..]);
            Vector<double> a = v + shift;
            (SqrtTwoOverPi * (a + shift) * Vector.Exp(-(a * a))).CopyTo(delta[i..]);
        }
    }

    private static double Shifted(double x) => x + OneOverSqrt2 + OneOverSqrt2Rest;
}
