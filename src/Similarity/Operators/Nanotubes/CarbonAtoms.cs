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

    /// <summary>
    /// GFN0-xTB. The line group and the half-turn take every atom to every other, so all have one
    /// coordination number and, being neutral together, no charge: of electronegativity
    /// equilibration nothing is left to solve.
    /// </summary>
    public static EquivalentAtoms Gfn0(Nanotube tube)
    {
        Gfn0Element carbon = Gfn0Parameters.Published.Find(new Element(6))!;
        double coordination = CoordinationNumbers.Among(
            carbon, tube.DistancesWithin(CoordinationNumbers.ReachOf(carbon)));
        ImmutableArray<double> levels = Gfn0Levels.Of(carbon, coordination, charge: 0);
        var factors = new ShellPairFactors(carbon, carbon);
        var shells = new AtomShells(carbon.Shells.Select(shell => shell.Function));
        ImmutableArray<int> shellOf = shells.ShellOf;
        int functions = shellOf.Length;
        return new EquivalentAtoms(
            shells.AngularMomenta,
            shells.Reach(Tolerance),
            carbon.ValenceElectrons,
            (displacement, overlap, hamiltonian) =>
            {
                if (displacement == default)
                {
                    overlap.Clear();
                    hamiltonian.Clear();
                    for (int i = 0; i < functions; i++)
                    {
                        overlap[i * functions + i] = 1;
                        hamiltonian[i * functions + i] = levels[shellOf[i]];
                    }

                    return;
                }

                // The kinetic part that comes with the overlap is not asked for.
                shells.Integrals(displacement, overlap, hamiltonian);
                Span<double> products = stackalloc double[levels.Length * levels.Length];
                factors.At(displacement.Length, double.PositiveInfinity, products);
                for (int i = 0; i < functions; i++)
                {
                    for (int j = 0; j < functions; j++)
                    {
                        int a = shellOf[i], b = shellOf[j];
                        hamiltonian[i * functions + j] = (levels[a] + levels[b]) / 2
                            * products[a * levels.Length + b] * overlap[i * functions + j];
                    }
                }
            });
    }

    /// <summary>The kinetic operator, which fills no electrons into its bands.</summary>
    public static EquivalentAtoms Kinetic()
    {
        var shells = new AtomShells(AnoBasis.ShellsOf(new Element(6))!);
        return new EquivalentAtoms(
            shells.AngularMomenta, shells.Reach(Tolerance), null, shells.Integrals);
    }
}
