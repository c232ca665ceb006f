using System.Globalization;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.DensityModels.GridPoint;

/// <summary>
/// The points (i/n₀, j/n₁, k/n₂)·A of a cell, k fastest, as plane-wave programs and cube files have
/// them.
/// </summary>
public sealed record UniformGrid
{
    public UniformGrid(Lattice lattice, int count0, int count1, int count2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count0, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(count1, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(count2, 1);
        Lattice = lattice;
        (Count0, Count1, Count2) = (count0, count1, count2);
        Matrix3D a = lattice.Vectors;
        Steps = new Matrix3D(
            1.0 / count0 * a.Row0, 1.0 / count1 * a.Row1, 1.0 / count2 * a.Row2);
    }

    public Lattice Lattice { get; }

    public int Count0 { get; }

    public int Count1 { get; }

    public int Count2 { get; }

    /// <summary>Rows: the step along each axis in bohr.</summary>
    public Matrix3D Steps { get; }

    public long Count => (long)Count0 * Count1 * Count2;

    public long PlanePoints => (long)Count1 * Count2;

    /// <summary>What a point stands for, bohr³.</summary>
    public double PointVolume => Lattice.Volume / Count;

    /// <summary>At most <paramref name="spacing"/> bohr between points along each axis.</summary>
    public static UniformGrid OfSpacing(Lattice lattice, double spacing)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(spacing);
        Vector3D lengths = lattice.Lengths;
        return new UniformGrid(
            lattice, Points(lengths.X), Points(lengths.Y), Points(lengths.Z));

        int Points(double length)
        {
            // A length of a whole number of steps is not one step more for its rounding.
            double points = Math.Ceiling(length / spacing - 1e-9);
            return points < 1 << 20
                ? Math.Max(1, (int)points)
                : throw new ArgumentOutOfRangeException(nameof(spacing), string.Create(
                    CultureInfo.InvariantCulture, $"{points} points along an axis"));
        }
    }

    public Vector3D Point(int i, int j, int k) =>
        i * Steps.Row0 + j * Steps.Row1 + k * Steps.Row2;

    /// <summary>
    /// Boxes of at most <paramref name="edge"/> points a side that make up planes
    /// <paramref name="plane"/> … plane + planes − 1.
    /// </summary>
    public IReadOnlyList<GridBox> Boxes(int plane, int planes, int edge)
    {
        var boxes = new List<GridBox>();
        for (int i = plane; i < plane + planes; i += edge)
        {
            for (int j = 0; j < Count1; j += edge)
            {
                for (int k = 0; k < Count2; k += edge)
                {
                    boxes.Add(new GridBox(
                        i,
                        j,
                        k,
                        Math.Min(edge, plane + planes - i),
                        Math.Min(edge, Count1 - j),
                        Math.Min(edge, Count2 - k)));
                }
            }
        }

        return boxes;
    }
}
