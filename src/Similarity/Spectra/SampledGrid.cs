using System.Globalization;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Spectra;

/// <summary>
/// The regular grid kᵢ = (nᵢ + sᵢ)/Nᵢ that the k-points of a band structure stand for, full or
/// reduced by the symmetry of its crystal and time reversal. Files list points and weights, seldom
/// the grid.
/// </summary>
/// <param name="Divisions">N₁, N₂, N₃.</param>
/// <param name="Map">
/// Map[n₁ + N₁ (n₂ + N₂ n₃)]: the k-point of the band structure equivalent to a grid point.
/// </param>
public sealed record SampledGrid(IntegerVector3D Divisions, ReadOnlyMemory<int> Map)
{
    /// <summary>In grid steps; pw.x prints coordinates with four decimals.</summary>
    private const double CoordinateTolerance = 0.02;

    /// <summary>
    /// Relative to the weight of a point; weights are printed with six decimals or more.
    /// </summary>
    private const double WeightTolerance = 1e-3;

    private const int MostDivisions = 128;

    /// <summary>The grid, or why the points are none. Points of weight 0 are left out.</summary>
    public static (SampledGrid? Grid, string? WhyNone) Find(BandStructure bands)
    {
        if (!bands.SamplesZone)
        {
            return (null, "the k-points lie on a path");
        }

        SampledGrid? grid = OfPoints(bands);
        if (grid is null)
        {
            return (null, "the k-points are no regular grid, whole or reduced by the crystal's "
                + "symmetry");
        }

        return grid.WrongWeight(bands) is string wrong ? (null, wrong) : (grid, null);
    }

    /// <summary>
    /// The grid that the points with any weight stand for, whatever that weight is; null if none.
    /// </summary>
    public static SampledGrid? OfPoints(BandStructure bands)
    {
        int[] weighted = Enumerable.Range(0, bands.KPoints.Length)
            .Where(k => bands.Weights[k] > 0)
            .ToArray();
        (Vector3D Point, int Source)[] own = weighted.Select(k => (bands.KPoints[k], k)).ToArray();
        (Vector3D Point, int Source)[] images = own
            .Concat(
                from rotation in Rotations(bands.Crystal)
                from p in own
                select (p.Point * rotation, p.Source))
            .ToArray();

        // Rotations may lead off a shifted grid, so that images suggest too fine a one; but a
        // reduced list may lack a coordinate that only images show.
        return Fill(images, images) ?? Fill(own, images);
    }

    /// <summary>The share of the grid that each k-point stands for; they sum to 1.</summary>
    public double[] Weights(int kPoints)
    {
        int[] counts = new int[kPoints];
        foreach (int k in Map.Span)
        {
            counts[k]++;
        }

        return Array.ConvertAll(counts, count => (double)count / Map.Length);
    }

    /// <summary>
    /// The grid cut into tetrahedra whose corners are the k-points of the band structure.
    /// </summary>
    /// <param name="reciprocalLattice">Rows b₁, b₂, b₃, in any unit.</param>
    public Tetrahedra ToTetrahedra(Matrix3D reciprocalLattice) =>
        Tetrahedra.Of(Divisions.X, Divisions.Y, Divisions.Z, Map.Span, reciprocalLattice);

    /// <summary>k → k W over the rotations W of the crystal, with time reversal k → −k.</summary>
    private static IEnumerable<Matrix3D> Rotations(Crystal? crystal)
    {
        CrystalSymmetry? symmetry =
            crystal is null ? null : CrystalSymmetry.Find(crystal, out string? _);
        IEnumerable<Matrix3D> rotations = symmetry is null
            ? [Matrix3D.Identity]
            : symmetry.Operations.ToArray()
                .Select(operation => operation.Rotation)
                .Distinct()
                .Select(rotation => rotation.ToMatrix());
        return rotations.SelectMany(rotation => new[] { rotation, -1 * rotation });
    }

    /// <summary>
    /// The grid that some points suggest, if the images cover it; own points come first.
    /// </summary>
    private static SampledGrid? Fill(
        (Vector3D Point, int Source)[] suggesting, (Vector3D Point, int Source)[] images)
    {
        Span<int> divisions = stackalloc int[3];
        Span<double> shift = stackalloc double[3];
        for (int axis = 0; axis < 3; axis++)
        {
            int chosen = axis;
            if (Divide(suggesting.Select(p => p.Point[chosen]).ToArray()) is not (int n, double s))
            {
                return null;
            }

            (divisions[axis], shift[axis]) = (n, s);
        }

        int[] map = new int[divisions[0] * divisions[1] * divisions[2]];
        Array.Fill(map, -1);
        foreach ((Vector3D point, int source) in images)
        {
            if (Index(point, divisions, shift) is int index && map[index] < 0)
            {
                map[index] = source;
            }
        }

        return Array.IndexOf(map, -1) < 0
            ? new SampledGrid(new IntegerVector3D(divisions[0], divisions[1], divisions[2]), map)
            : null;
    }

    /// <summary>
    /// The smallest number of divisions, and the shift 0 or ½, on which all coordinates lie.
    /// </summary>
    private static (int Divisions, double Shift)? Divide(double[] coordinates)
    {
        for (int n = 1; n <= MostDivisions; n++)
        {
            foreach (double shift in (ReadOnlySpan<double>)[0, 0.5])
            {
                if (Array.TrueForAll(coordinates, c => IsOnStep(c * n - shift)))
                {
                    return (n, shift);
                }
            }
        }

        return null;
    }

    private static int? Index(
        Vector3D point, ReadOnlySpan<int> divisions, ReadOnlySpan<double> shift)
    {
        int index = 0;
        for (int axis = 2; axis >= 0; axis--)
        {
            int n = divisions[axis];
            double steps = point[axis] * n - shift[axis];
            if (!IsOnStep(steps))
            {
                return null;
            }

            int step = (int)Math.Round(steps) % n;
            index = index * n + (step < 0 ? step + n : step);
        }

        return index;
    }

    private static bool IsOnStep(double steps) =>
        Math.Abs(steps - Math.Round(steps)) < CoordinateTolerance;

    /// <summary>
    /// A point must weigh as many grid points as it stands for: a check of grid and symmetry.
    /// </summary>
    private string? WrongWeight(BandStructure bands)
    {
        double[] shares = Weights(bands.KPoints.Length);
        for (int k = 0; k < shares.Length; k++)
        {
            double weight = bands.Weights[k];
            if (Math.Abs(shares[k] - weight) > WeightTolerance * weight)
            {
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"k-point {k} (from 0) weighs {weight:G6}, but stands for {shares[k]:G6} of a "
                        + $"grid of {Divisions.X}×{Divisions.Y}×{Divisions.Z}");
            }
        }

        return null;
    }
}
