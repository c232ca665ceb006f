using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Crystals.Nanotubes;
using Similarity.Operators.Gfn0;

namespace Similarity.Operators.Nanotubes;

/// <summary>The atoms of a tube as the operators see them.</summary>
internal static class CarbonAtoms
{
    /// <summary>
    /// What an image beyond reach may add to an element of S: some hundred of them are 1e-12.
    /// </summary>
    private const double Tolerance = 1e-14;

    public static EquivalentAtoms Of(SpectralOperator spectralOperator, Nanotube tube) =>
        spectralOperator switch
        {
            KineticOperator => Kinetic(),
            Gfn0Operator { Charge: 0 } gfn0 => Gfn0(tube, gfn0.Variant),
            Gfn0Operator => throw new ArgumentException("a charged tube has no bands"),
            _ => throw new ArgumentException(
                $"the operator {spectralOperator.Name} has no helical bands"),
        };

    /// <summary>
    /// GFN0-xTB. The line group and the half-turn take every atom to every other, so all have one
    /// coordination number and, being neutral together, no charge: of electronegativity
    /// equilibration nothing is left to solve.
    /// </summary>
    private static EquivalentAtoms Gfn0(Nanotube tube, Gfn0Variant variant)
    {
        Gfn0Element carbon = Gfn0Parameters.Published.Find(new Element(6))!;
        double coordination = CoordinationNumbers.Among(
            carbon, tube.DistancesWithin(CoordinationNumbers.ReachOf(carbon)));
        ImmutableArray<double> levels = Gfn0Levels.Of(carbon, coordination, charge: 0);
        var factors = new ShellPairFactors(carbon, carbon);
        double largestRatio = Gfn0Operator.LargestRatio(variant, isMolecule: false);
        var shells = new AtomShells(carbon.Shells.Select(shell => shell.Function));
        return new EquivalentAtoms(
            shells.AngularMomenta,
            shells.Reach(Tolerance),
            carbon.ValenceElectrons,
            (displacement, overlap, hamiltonian) =>
            {
                if (displacement == default)
                {
                    Gfn0Hamiltonian.FillOnSite(carbon, levels, overlap, hamiltonian);
                    return;
                }

                // The kinetic part that comes with the overlap is not asked for.
                shells.Integrals(displacement, overlap, hamiltonian);
                Span<double> products = stackalloc double[levels.Length * levels.Length];
                factors.At(displacement.Length, largestRatio, products);
                Gfn0Hamiltonian.FillPair(
                    (carbon, levels), (carbon, levels), products, overlap, hamiltonian);
            });
    }

    /// <summary>The kinetic operator, which fills no electrons into its bands.</summary>
    private static EquivalentAtoms Kinetic()
    {
        var shells = new AtomShells(AnoBasis.ShellsOf(new Element(6))!);
        return new EquivalentAtoms(
            shells.AngularMomenta, shells.Reach(Tolerance), null, shells.Integrals);
    }
}
