namespace Similarity.Spectra;

/// <summary>
/// No smearing: f(x) = 1 below the Fermi level, 0 above, ½ on it, the limit of every other rule at
/// zero width. x is then only a sign, and δ is zero but for an infinite peak at x = 0.
/// </summary>
public sealed record ZeroWidth() : Smearing(0)
{
    public override string Name => "delta";

    public override bool IsMonotonic => true;

    internal override double Reach => 0;

    internal override double Support => 0;

    internal override double Overshoot => 0;

    internal override double Ripple => 0;

    public override double Occupation(double x) => x < 0 ? 1 : x > 0 ? 0 : 0.5;

    public override double Vacancy(double x) => Occupation(-x);

    public override double Delta(double x) => x == 0 ? double.PositiveInfinity : 0;

    public override double DeltaDerivative(double x) => 0;

    public override double Entropy(double x) => 0;

    internal override void Delta(ReadOnlySpan<double> x, Span<double> delta)
    {
        for (int i = 0; i < x.Length; i++)
        {
            delta[i] = Delta(x[i]);
        }
    }
}
