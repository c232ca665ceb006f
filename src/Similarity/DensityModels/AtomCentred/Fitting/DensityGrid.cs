using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.DensityModels.AtomCentred.Basis;
using Similarity.Formats;
using Similarity.Numerics;

namespace Similarity.DensityModels.AtomCentred.Fitting;

/// <summary>
/// A density on the points origin + i·s₀ + j·s₁ + k·s₂: of a molecule in a box around it, of a
/// crystal in its cell, where all images add up. Does not depend on the number of threads.
/// </summary>
public static class DensityGrid
{
    /// <param name="spacing">The largest distance of points along an axis, in bohr.</param>
    /// <param name="margin">Of the box beyond the outermost atoms, in bohr; along periodic axes
    /// none.</param>
    public static VolumetricData Evaluate(
        FittedDensity density, double spacing, double margin, int threads = 1)
    {
        Crystal crystal = density.Functions.Crystal;
        if (crystal.Periodicity != Periodicity.None && crystal.Periodicity != Periodicity.Full)
        {
            throw new ArgumentException(
                "a grid needs a molecule or a crystal that repeats along all three vectors",
                nameof(density));
        }

        (Vector3D origin, Vector3D _) = Box(density, margin);
        Span<int> counts = [.. Counts(density, spacing, margin).Select(count => (int)count)];
        Matrix3D vectors = crystal.Lattice.Vectors;
        Matrix3D steps = crystal.Periodicity == Periodicity.None
            ? Matrix3D.Diagonal(spacing, spacing, spacing)
            : new Matrix3D(
                vectors.Row0 / counts[0], vectors.Row1 / counts[1], vectors.Row2 / counts[2]);
        return Evaluate(density, origin, steps, counts, threads);
    }

    /// <summary>How many points such a grid has.</summary>
    public static double PointsOf(FittedDensity density, double spacing, double margin) =>
        Counts(density, spacing, margin).Aggregate((a, b) => a * b);

    public static VolumetricData Evaluate(
        FittedDensity density,
        Vector3D origin,
        Matrix3D steps,
        ReadOnlySpan<int> counts,
        int threads = 1)
    {
        int count0 = counts[0], count1 = counts[1], count2 = counts[2];
        double[] values = new double[checked(count0 * count1 * count2)];
        List<AtomImage> images = Images(density, origin, steps, counts);
        Parallel.For(
            0,
            count0,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            i =>
            {
                foreach (AtomImage image in images)
                {
                    if (i < image.Low0 || i > image.High0)
                    {
                        continue;
                    }

                    for (int j = image.Low1; j <= image.High1; j++)
                    {
                        Vector3D start = origin + i * steps.Row0 + j * steps.Row1 - image.Position;
                        int row = (i * count1 + j) * count2;
                        for (int k = image.Low2; k <= image.High2; k++)
                        {
                            values[row + k] += image.Density.At(start + k * steps.Row2);
                        }
                    }
                }
            });
        return new VolumetricData(
            density.Functions.Crystal,
            origin,
            steps,
            count0,
            count1,
            count2,
            ImmutableArray.Create(values))
        {
            Name = "electron density",
        };
    }

    /// <summary>ρ at points anywhere, of a molecule.</summary>
    public static double[] At(
        FittedDensity density, ReadOnlySpan<Vector3D> points, int threads = 1)
    {
        AtomDensity[] atoms = [.. Enumerable.Range(0, density.Functions.Crystal.Count)
            .Select(atom => new AtomDensity(density, atom))];
        Vector3D[] places = points.ToArray();
        double[] values = new double[places.Length];
        Parallel.For(
            0,
            values.Length,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            i =>
            {
                for (int atom = 0; atom < atoms.Length; atom++)
                {
                    values[i] += atoms[atom].At(places[i] - density.Functions.Positions[atom]);
                }
            });
        return values;
    }

    private static double[] Counts(FittedDensity density, double spacing, double margin)
    {
        (Vector3D _, Vector3D lengths) = Box(density, margin);

        // A cell ends where its next image begins, a box has points on both its faces.
        int faces = density.Functions.Crystal.Periodicity == Periodicity.None ? 1 : 0;
        return [.. Enumerable.Range(0, 3).Select(axis =>
            Math.Max(1, Math.Ceiling(lengths[axis] / spacing) + faces))];
    }

    /// <summary>The corner and the edges of the box about a molecule, or of the cell.</summary>
    private static (Vector3D Origin, Vector3D Lengths) Box(FittedDensity density, double margin)
    {
        Crystal crystal = density.Functions.Crystal;
        if (crystal.Periodicity != Periodicity.None)
        {
            return (default, crystal.Lattice.Lengths);
        }

        Vector3D low = density.Functions.Positions[0], high = low;
        foreach (Vector3D p in density.Functions.Positions)
        {
            low = new(Math.Min(low.X, p.X), Math.Min(low.Y, p.Y), Math.Min(low.Z, p.Z));
            high = new(Math.Max(high.X, p.X), Math.Max(high.Y, p.Y), Math.Max(high.Z, p.Z));
        }

        var edge = new Vector3D(margin, margin, margin);
        return (low - edge, high - low + 2 * edge);
    }

    /// <summary>All images of atoms that reach the grid, with the points in their box.</summary>
    private static List<AtomImage> Images(
        FittedDensity density, Vector3D origin, Matrix3D steps, ReadOnlySpan<int> counts)
    {
        DensityFunctions functions = density.Functions;
        Crystal crystal = functions.Crystal;
        Matrix3D inverse = steps.Inverse, cell = crystal.Lattice.Inverse;
        Periodicity periodic = crystal.Periodicity;
        var images = new List<AtomImage>();
        Span<int> low = stackalloc int[3], high = stackalloc int[3];
        for (int atom = 0; atom < crystal.Count; atom++)
        {
            var own = new AtomDensity(density, atom);
            (int lowA, int highA) = Range(periodic.A, 0, atom, own.Reach);
            (int lowB, int highB) = Range(periodic.B, 1, atom, own.Reach);
            (int lowC, int highC) = Range(periodic.C, 2, atom, own.Reach);
            for (int a = lowA; a <= highA; a++)
            {
                for (int b = lowB; b <= highB; b++)
                {
                    for (int c = lowC; c <= highC; c++)
                    {
                        Vector3D position = functions.Positions[atom]
                            + crystal.Lattice.ToCartesian(new(a, b, c));
                        Vector3D index = (position - origin) * inverse;
                        bool inside = true;
                        for (int axis = 0; axis < 3; axis++)
                        {
                            double half = own.Reach * inverse.Column(axis).Length;
                            low[axis] = (int)Math.Max(0, Math.Ceiling(index[axis] - half));
                            high[axis] =
                                (int)Math.Min(counts[axis] - 1, Math.Floor(index[axis] + half));
                            inside &= low[axis] <= high[axis];
                        }

                        if (inside)
                        {
                            images.Add(new(
                                own, position, low[0], high[0], low[1], high[1], low[2], high[2]));
                        }
                    }
                }
            }
        }

        return images;

        // Translations that may bring the atom within reach of the cell that holds the grid.
        (int Low, int High) Range(bool isPeriodic, int axis, int atom, double reach)
        {
            if (!isPeriodic)
            {
                return (0, 0);
            }

            double half = reach * cell.Column(axis).Length;
            double at = crystal.Sites[atom].Position[axis];
            return ((int)Math.Floor(-half - at), (int)Math.Ceiling(1 + half - at));
        }
    }

    private sealed record AtomImage(
        AtomDensity Density,
        Vector3D Position,
        int Low0,
        int High0,
        int Low1,
        int High1,
        int Low2,
        int High2);
}
