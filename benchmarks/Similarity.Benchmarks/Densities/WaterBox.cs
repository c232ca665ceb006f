using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Benchmarks.Densities;

/// <summary>
/// A periodic box of water molecules on a cubic lattice at the density of the liquid, 29.9 Å³ each,
/// every one turned at random: right in size and neighbours, not in structure.
/// </summary>
internal static class WaterBox
{
    public static Crystal Of(int count, ulong seed)
    {
        const double Bohr = PhysicalConstants.BohrInAngstrom;
        double step = Math.Cbrt(29.9) / Bohr;
        int side = (int)Math.Ceiling(Math.Cbrt(count));
        int layers = (count + side * side - 1) / (side * side);
        var lattice = new Lattice(Matrix3D.Diagonal(side * step, side * step, layers * step));
        var random = new RandomStream(seed);
        var sites = new List<Site>();
        for (int i = 0; i < count; i++)
        {
            Vector3D oxygen = step * new Vector3D(
                i % side, i / side % side, i / (side * side));
            Vector3D u = Unit(random), w = Vector3D.Cross(u, Unit(random));
            w /= w.Length;
            double half = Math.PI / 180 * 104.5 / 2, length = 0.9572 / Bohr;
            Add(8, oxygen);
            Add(1, oxygen + length * (Math.Cos(half) * u + Math.Sin(half) * w));
            Add(1, oxygen + length * (Math.Cos(half) * u - Math.Sin(half) * w));
        }

        return new Crystal(lattice, sites);

        void Add(int z, Vector3D position) =>
            sites.Add(new Site(new Element(z), lattice.ToFractional(position)));
    }

    private static Vector3D Unit(RandomStream random)
    {
        var v = new Vector3D(random.Normal(), random.Normal(), random.Normal());
        return v / v.Length;
    }
}
