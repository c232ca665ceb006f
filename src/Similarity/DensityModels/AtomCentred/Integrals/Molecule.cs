using Similarity.Crystals;

namespace Similarity.DensityModels.AtomCentred.Integrals;

/// <summary>
/// Coulomb energies, dipoles and distances between densities are those of isolated structures:
/// sums over a lattice would diverge or depend on the choice of the cell.
/// </summary>
internal static class Molecule
{
    public static void Require(Crystal crystal)
    {
        if (crystal.Periodicity != Periodicity.None)
        {
            throw new ArgumentException(
                $"{crystal.Name ?? crystal.Formula} is periodic; only an isolated molecule has "
                + "this quantity",
                nameof(crystal));
        }
    }
}
