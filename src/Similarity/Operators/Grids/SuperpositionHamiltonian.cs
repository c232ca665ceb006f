using System.Collections.Immutable;
using System.Diagnostics;
using Similarity.Crystals;
using Similarity.Operators.Atoms;
using Similarity.Operators.Integrals;

namespace Similarity.Operators.Grids;

/// <summary>
/// T + V of a crystal between the eigenfunctions of its atoms, whose cores are taken out.
/// </summary>
internal static class SuperpositionHamiltonian
{
    /// <summary>Orbitals below this, in hartree, are cores.</summary>
    private const double CoreLevel = -2;

    private const int Lanthanum = 57;
    private const int Lutetium = 71;

    /// <param name="basisOf">The atoms, which are remembered from crystal to crystal.</param>
    /// <param name="tableOf">Their functions.</param>
    /// <param name="useSymmetry">False integrates everything; for tests.</param>
    /// <param name="threads">The matrices do not depend on it.</param>
    public static OperatorMatrices Of(
        Crystal crystal,
        Func<Element, AtomBasis> basisOf,
        Func<Element, AtomTable> tableOf,
        SuperposedPotential potential,
        GridQuality quality,
        bool useSymmetry,
        int threads)
    {
        long start = Stopwatch.GetTimestamp();
        AtomBasis[] bases =
            [.. crystal.Sites.ToArray().Select(site => basisOf(site.Element))];
        AtomTable[] tables =
            [.. crystal.Sites.ToArray().Select(site => tableOf(site.Element))];
        var basis = new GaussianBasis(crystal, Array.ConvertAll(
            bases,
            atom => (IReadOnlyList<GaussianShell>)
                [.. atom.Orbitals.Select(orbital => orbital.ToShell())]));
        double[] radii =
            Array.ConvertAll(tables, table => table.Orbitals.Max(orbital => orbital.End.Radius));

        // First of all, as it refuses atoms on top of each other.
        var pairs = LatticePairs.Within(basis, radii, threads);
        GridSymmetry symmetry =
            useSymmetry ? GridSymmetry.Of(crystal) : GridSymmetry.None(crystal);
        var grid = CrystalGrid.Of(crystal, symmetry, quality, threads);
        (double[] overlap, double[] hamiltonian) =
            GridIntegrals.Of(pairs, bases, tables, potential, grid, symmetry, threads);
        (ImmutableArray<int> core, double electrons, double deepest) = Cores(crystal, bases);
        return new OperatorMatrices(pairs, overlap, hamiltonian)
        {
            Core = core,
            Electrons = electrons,
            DeepestLevel = deepest,
            IntegralSeconds = Stopwatch.GetElapsedTime(start).TotalSeconds,
        };
    }

    private static (ImmutableArray<int> Core, double Electrons, double Deepest) Cores(
        Crystal crystal, AtomBasis[] bases)
    {
        var core = ImmutableArray.CreateBuilder<int>();
        double electrons = 0, deepest = 0;
        int function = 0;
        for (int site = 0; site < crystal.Count; site++)
        {
            int z = crystal.Sites[site].Element.AtomicNumber;
            electrons += z;
            foreach (AtomicOrbital orbital in bases[site].Orbitals)
            {
                int count = 2 * orbital.AngularMomentum + 1;
                bool isOpenCore = IsOpenCore(z, orbital);
                if (isOpenCore || orbital.Energy < CoreLevel)
                {
                    core.AddRange(Enumerable.Range(function, count));
                    electrons -= isOpenCore ? z - Lanthanum : 2 * count;
                }
                else
                {
                    deepest = Math.Max(deepest, -orbital.Energy);
                }

                function += count;
            }
        }

        return (core.ToImmutable(), electrons, deepest);
    }

    /// <summary>
    /// 4f of the lanthanides: no band theory without correlation of the shell gives their gaps, so
    /// they keep the electrons of trivalent ions and have no part in bonds.
    /// </summary>
    private static bool IsOpenCore(int z, AtomicOrbital orbital) =>
        z is > Lanthanum and <= Lutetium && orbital.AngularMomentum == 3;
}
