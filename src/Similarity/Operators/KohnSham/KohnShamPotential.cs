using Similarity.Operators.Atoms;
using Similarity.Operators.KohnSham.Atoms;

namespace Similarity.Operators.KohnSham;

/// <summary>The self-consistent potential of a free atom.</summary>
internal sealed class KohnShamPotential(SphericalAtom atom) : AtomicPotential(atom.Element)
{
    public override double EffectiveCharge(double r)
    {
        if (r == 0)
        {
            return Element.AtomicNumber;
        }

        double density = 0, slope = 0, electrostatic = 0, exchange = 0;
        atom.Evaluate(new(in r), new(ref density), new(ref slope), new(ref electrostatic));
        atom.EvaluateExchangeCorrelation(new(in r), new(ref exchange));
        return -r * (electrostatic + exchange);
    }
}
