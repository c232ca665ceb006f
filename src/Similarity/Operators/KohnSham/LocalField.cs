using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Operators.KohnSham.Atoms;
using Similarity.Operators.KohnSham.Functionals;

namespace Similarity.Operators.KohnSham;

/// <summary>v_xc of the density at the point alone.</summary>
internal sealed class LocalField(
    Crystal crystal, ExchangeCorrelation functional, AtomicRelativity relativity)
    : KohnShamField(crystal, functional, relativity)
{
    /// <summary>r V and r n.</summary>
    public override int RadialFunctions => 2;

    /// <summary>V and n.</summary>
    public override int Sums => 2;

    public override void Tabulate(Element element, double r, Span<double> values)
    {
        if (r == 0)
        {
            (values[0], values[1]) = (-element.AtomicNumber, 0);
            return;
        }

        double density = 0, slope = 0, electrostatic = 0;
        AtomOf(element).Evaluate(
            new(in r), new(ref density), new(ref slope), new(ref electrostatic));
        (values[0], values[1]) = (r * electrostatic, r * density);
    }

    public override void Add(
        ReadOnlySpan<double> values, Vector3D d, double inverse, Span<double> sums)
    {
        sums[0] += values[0] * inverse;
        sums[1] += values[1] * inverse;
    }

    public override void Evaluate(
        ReadOnlySpan<Vector3D> points, ReadOnlySpan<double> sums, Span<double> potential)
    {
        for (int p = 0; p < points.Length; p++)
        {
            potential[p] = sums[2 * p]
                + Functional.At(sums[2 * p + 1], 0).DensityDerivative;
        }
    }
}
