using Similarity.Crystals;
using Similarity.Operators;

namespace Similarity.Fingerprints;

/// <summary>A crystal at another volume, so that only its shape counts.</summary>
internal static class VolumeScale
{
    /// <param name="perAtomInAngstrom">Å³ per atom; null to leave the crystal as it is.</param>
    public static Crystal Of(Crystal crystal, double? perAtomInAngstrom)
    {
        if (perAtomInAngstrom is not double wanted)
        {
            return crystal;
        }

        if (crystal.Periodicity != Periodicity.Full)
        {
            throw new UnsuitableCrystalException(
                crystal, "volume= scales crystals; a molecule, wire or slab has none");
        }

        double atoms = 0;
        foreach (Site site in crystal.Sites)
        {
            atoms += site.Occupancy;
        }

        double volume = wanted * atoms / Math.Pow(PhysicalConstants.BohrInAngstrom, 3);
        double factor = Math.Cbrt(volume / crystal.Lattice.Volume);
        return new Crystal(
            new Lattice(factor * crystal.Lattice.Vectors),
            crystal.Sites.ToArray(),
            crystal.Periodicity)
        {
            Name = crystal.Name,
        };
    }
}
