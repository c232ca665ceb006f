using System.Numerics;
using Similarity.Numerics;

namespace Similarity.Spectra;

/// <summary>
/// Gaussian smearing: f = ½ erfc x, δ = e^(−x²)/√π, s = e^(−x²)/(2√π).
/// C. L. Fu and K. M. Ho, Phys. Rev. B 28, 5480 (1983).
/// </summary>
public sealed record Gaussian(double Width) : Smearing(Positive(Width))
{
    internal const double OneOverSqrtPi = 0.56418958354775628695;

    public override string Name => "gaussian";

    public override bool IsMonotonic => true;

    internal override double Reach => 6.3;

    internal override double Support => 27.3;

    internal override double Overshoot => 0;

    internal override double Ripple => 1;

    public override double Occupation(double x) => SpecialFunctions.Erfc(x) / 2;

    public override double Vacancy(double x) => Occupation(-x);

    public override double Delta(double x) => SpecialFunctions.ExpMinusSquare(x) * OneOverSqrtPi;

    public override double DeltaDerivative(double x) => -2 * x * Delta(x);

    public override double Entropy(double x) => Delta(x) / 2;

    internal override void Delta(ReadOnlySpan<double> x, Span<double> delta)
    {
        for (int i = 0; i < x.Length; i += Vector<double>.Count)
        {
            var v = new Vector<double>(x[i..]);
            (Vector.Exp(-(v * v)) * OneOverSqrtPi).CopyTo(delta[i..]);
        }
    }
}
