using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Numerics.Quadrature;

namespace Similarity.Operators.Grids;

/// <summary>
/// Points and weights with Σ w f(r) ≈ ∫ f dr over one cell for functions with the period of the
/// crystal, in compact batches. The points need not lie in the cell.
/// </summary>
internal sealed class CrystalGrid
{
    private const double SmallestWeight = 1e-14;
    private const int LargestBatch = 200;

    private readonly Vector3D[] points;
    private readonly double[] weights;
    private readonly Range[] batches;

    public CrystalGrid(Vector3D[] points, double[] weights)
    {
        int[] order = [.. Enumerable.Range(0, points.Length)];
        var ranges = new List<Range>();
        Split(points, order, 0, order.Length, ranges);
        this.points = Array.ConvertAll(order, i => points[i]);
        this.weights = Array.ConvertAll(order, i => weights[i]);
        batches = [.. ranges];
    }

    public ReadOnlySpan<Vector3D> Points => points;

    public ReadOnlySpan<double> Weights => weights;

    public ReadOnlySpan<Range> Batches => batches;

    /// <param name="symmetry">
    /// Of points that it makes equal the grid has one, with the weight of all. Sums of what the
    /// operations change are then to be averaged over them.
    /// </param>
    /// <param name="threads">The grid does not depend on it.</param>
    public static CrystalGrid Of(
        Crystal crystal, GridSymmetry symmetry, GridQuality quality, int threads)
    {
        var shares = new AtomicShares(crystal);
        Matrix3D frame = FrameOf(crystal);
        var ofSite = new (Vector3D[] Points, double[] Weights)[crystal.Count];
        Parallel.For(
            0,
            crystal.Count,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            site => ofSite[site] = symmetry.MultiplicityOf(site) == 0
                ? ([], [])
                : Around(crystal, site, quality, frame, symmetry, shares));
        return new CrystalGrid(
            [.. ofSite.SelectMany(part => part.Points)],
            [.. ofSite.SelectMany(part => part.Weights)]);
    }

    /// <summary>
    /// Orthonormal rows made of the lattice vectors one after another: a crystal that is turned
    /// takes its grid along, so that what the grid gets wrong does not depend on the orientation.
    /// A molecule has no such vectors.
    /// </summary>
    private static Matrix3D FrameOf(Crystal crystal)
    {
        if (crystal.Periodicity == Periodicity.None)
        {
            return Matrix3D.Identity;
        }

        Matrix3D a = crystal.Lattice.Vectors;
        Vector3D first = a.Row0 / a.Row0.Length;
        Vector3D normal = Vector3D.Cross(a.Row0, a.Row1);
        Vector3D third = normal / normal.Length;
        return new Matrix3D(first, Vector3D.Cross(third, first), third);
    }

    private static (Vector3D[] Points, double[] Weights) Around(
        Crystal crystal,
        int site,
        GridQuality quality,
        Matrix3D usualFrame,
        GridSymmetry symmetry,
        AtomicShares shares)
    {
        var grid = AtomicGrid.Of(crystal.Sites[site].Element, quality);
        Vector3D centre = crystal.Lattice.ToCartesian(crystal.Sites[site].Position);
        var frame = SiteFrame.Of(usualFrame, symmetry.RotationsAbout(site));
        int multiplicity = symmetry.MultiplicityOf(site);
        var reduced = new Dictionary<LebedevRule, (Vector3D Direction, double Weight)[]>();
        var points = new List<Vector3D>();
        var weights = new List<double>();
        foreach (AtomicGrid.Sphere sphere in grid.Spheres)
        {
            if (!reduced.TryGetValue(sphere.Rule, out var directions))
            {
                reduced[sphere.Rule] = directions = frame.Reduce(sphere.Rule);
            }

            foreach ((Vector3D direction, double share) in directions)
            {
                Vector3D point = sphere.Radius * direction;
                double weight =
                    multiplicity * sphere.Weight * share * shares.Of(site, point);
                if (Math.Abs(weight) > SmallestWeight)
                {
                    points.Add(centre + point);
                    weights.Add(weight);
                }
            }
        }

        return ([.. points], [.. weights]);
    }

    /// <summary>Halves a range across its longest side until it is small enough.</summary>
    private static void Split(
        Vector3D[] points, int[] order, int start, int end, List<Range> ranges)
    {
        if (end - start <= LargestBatch)
        {
            if (end > start)
            {
                ranges.Add(start..end);
            }

            return;
        }

        int axis = LongestSide(points, order.AsSpan(start..end));
        double[] keys = new double[end - start];
        for (int i = start; i < end; i++)
        {
            keys[i - start] = points[order[i]][axis];
        }

        int[] part = order[start..end];
        Array.Sort(keys, part);
        part.CopyTo(order, start);
        int middle = start + (end - start) / 2;
        Split(points, order, start, middle, ranges);
        Split(points, order, middle, end, ranges);
    }

    private static int LongestSide(Vector3D[] points, ReadOnlySpan<int> order)
    {
        Vector3D low = points[order[0]], high = low;
        foreach (int i in order)
        {
            Vector3D p = points[i];
            low = new(Math.Min(low.X, p.X), Math.Min(low.Y, p.Y), Math.Min(low.Z, p.Z));
            high = new(Math.Max(high.X, p.X), Math.Max(high.Y, p.Y), Math.Max(high.Z, p.Z));
        }

        Vector3D side = high - low;
        return side.X >= side.Y && side.X >= side.Z ? 0 : side.Y >= side.Z ? 1 : 2;
    }
}
