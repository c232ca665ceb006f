using Similarity.Numerics;

namespace Similarity.Crystals;

/// <summary>
/// Finds the site of a kind near a point of a periodic cell. Sites are held in bins of the cell, so
/// a query costs the sites of one bin, of more only where the tolerance reaches over its border.
/// </summary>
internal sealed class SiteLookup
{
    private readonly Lattice lattice;
    private readonly Vector3D[] positions;
    private readonly int[] kinds;
    private readonly double toleranceSquared;

    /// <summary>How far the tolerance reaches along each axis, in fractional coordinates.</summary>
    private readonly Vector3D reach;
    private readonly int bins;
    private readonly int[] first;
    private readonly int[] next;

    public SiteLookup(Lattice lattice, Vector3D[] positions, int[] kinds, double tolerance)
    {
        this.lattice = lattice;
        this.positions = positions;
        this.kinds = kinds;
        toleranceSquared = tolerance * tolerance;
        Matrix3D inverse = lattice.Inverse;
        reach = tolerance * new Vector3D(
            inverse.Column(0).Length, inverse.Column(1).Length, inverse.Column(2).Length);
        bins = Math.Max(1, (int)Math.Cbrt(positions.Length / 2.0));
        first = new int[bins * bins * bins];
        next = new int[positions.Length];
        Array.Fill(first, -1);
        for (int i = positions.Length - 1; i >= 0; i--)
        {
            Vector3D wrapped = FractionalPosition.Wrap(positions[i]);
            int bin = Bin(
                (int)(wrapped.X * bins), (int)(wrapped.Y * bins), (int)(wrapped.Z * bins));
            (next[i], first[bin]) = (first[bin], i);
        }
    }

    public int Count => positions.Length;

    public Vector3D Position(int site) => positions[site];

    public int Kind(int site) => kinds[site];

    /// <summary>
    /// The nearest site of the kind within the tolerance, or −1; and site − point, wrapped.
    /// </summary>
    public int Find(Vector3D point, int kind, out Vector3D difference)
    {
        point = FractionalPosition.Wrap(point);
        (int x0, int x1) = Range(point.X, reach.X);
        (int y0, int y1) = Range(point.Y, reach.Y);
        (int z0, int z1) = Range(point.Z, reach.Z);
        int nearest = -1;
        double smallest = toleranceSquared;
        difference = default;
        for (int x = x0; x <= x1; x++)
        {
            for (int y = y0; y <= y1; y++)
            {
                for (int z = z0; z <= z1; z++)
                {
                    for (int site = first[Bin(x, y, z)]; site >= 0; site = next[site])
                    {
                        if (kinds[site] != kind)
                        {
                            continue;
                        }

                        Vector3D shift = FractionalPosition.Nearest(positions[site] - point);
                        double distance = lattice.ToCartesian(shift).LengthSquared;
                        if (distance < smallest)
                        {
                            (nearest, smallest, difference) = (site, distance, shift);
                        }
                    }
                }
            }
        }

        return nearest;
    }

    /// <summary>Whether a site lies within the tolerance; and site − point, wrapped.</summary>
    public bool IsNear(int site, Vector3D point, out Vector3D difference)
    {
        difference = FractionalPosition.Nearest(positions[site] - point);
        return lattice.ToCartesian(difference).LengthSquared < toleranceSquared;
    }

    private (int First, int Last) Range(double coordinate, double reach)
    {
        int from = (int)Math.Floor((coordinate - reach) * bins);
        int to = (int)Math.Floor((coordinate + reach) * bins);
        return (from, Math.Min(to, from + bins - 1));
    }

    private int Bin(int x, int y, int z) => (Wrap(x) * bins + Wrap(y)) * bins + Wrap(z);

    private int Wrap(int bin) => ((bin % bins) + bins) % bins;
}
