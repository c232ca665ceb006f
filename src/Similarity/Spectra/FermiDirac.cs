using System.Numerics;
using Similarity.Numerics;

namespace Similarity.Spectra;

/// <summary>
/// Fermi–Dirac occupation f(x) = 1 / (1 + eˣ) of electrons at the temperature width / k_B.
/// </summary>
public sealed record FermiDirac(double Width) : Smearing(Positive(Width))
{
    public override string Name => "fermi-dirac";

    public override bool IsMonotonic => true;

    internal override double Reach => 37;

    internal override double Support => 745.2;

    internal override double Overshoot => 0;

    internal override double Ripple => 1;

    public override double Occupation(double x)
    {
        // eˣ overflows beyond x ≈ 709; t = e^−|x| ≤ 1 never does.
        double t = Math.Exp(-Math.Abs(x));
        return x > 0 ? t / (1 + t) : 1 / (1 + t);
    }

    public override double Vacancy(double x) => Occupation(-x);

    /// <summary>δ = 1 / (2 + eˣ + e⁻ˣ).</summary>
    public override double Delta(double x)
    {
        double t = Math.Exp(-Math.Abs(x));
        return t / ((1 + t) * (1 + t));
    }

    /// <summary>δ′ = −δ tanh(x/2).</summary>
    public override double DeltaDerivative(double x)
    {
        double a = Math.Abs(x);
        double t = Math.Exp(-a);
        return Math.CopySign(t * SpecialFunctions.Expm1(-a), -x) / ((1 + t) * (1 + t) * (1 + t));
    }

    /// <summary>s = −f ln f − (1−f) ln(1−f).</summary>
    public override double Entropy(double x)
    {
        double a = Math.Abs(x);
        double t = Math.Exp(-a);

        // The limit at ±∞ is 0; the formula below would give ∞ · 0.
        return t == 0 ? 0 : SpecialFunctions.Log1p(t) + a * t / (1 + t);
    }

    internal override void Delta(ReadOnlySpan<double> x, Span<double> delta)
    {
        for (int i = 0; i < x.Length; i += Vector<double>.Count)
        {
            Vector<double> t = Vector.Exp(-Vector.Abs(new Vector<double>(x[i..])));
            Vector<double> u = Vector<double>.One + t;
            (t / (u * u)).CopyTo(delta[i..]);
        }
    }
}
