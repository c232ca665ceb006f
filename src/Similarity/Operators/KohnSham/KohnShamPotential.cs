using Similarity.Operators.Atoms;
using Similarity.Operators.KohnSham.Atoms;

namespace Similarity.Operators.KohnSham;

/// <summary>The self-consistent potential of a free atom in the local density approximation.
/// </summary>
internal sealed class KohnShamPotential(SphericalAtom atom) : AtomicPotential(atom.Element)
{
    public override double EffectiveCharge(double r)
    {
        if (r == 0)
        {
            return Element.AtomicNumber;
        }

        double density = 0, slope = 0, electrostatic = 0;
        atom.Evaluate(new(in r), new(ref density), new(ref slope), new(ref electrostatic));
        return -r * (electrostatic + atom.Functional.At(density, 0).DensityDerivative);
    }
}
