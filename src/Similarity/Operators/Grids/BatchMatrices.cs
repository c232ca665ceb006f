using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Operators.Grids;

/// <summary>
/// One batch of points: which orbitals reach it, and the batch's part of S and H between them as
/// Φᵀ w Φ and Φᵀ w ĥΦ. Its buffers serve one batch after another.
/// </summary>
internal sealed class BatchMatrices(GridProblem problem)
{
    private readonly List<ActiveImage> images = [];
    private readonly List<FunctionRun> runs = [];
    private readonly List<ActiveOrbital> orbitals = [];
    private readonly double[] harmonics = new double[16];
    private readonly double[] row = new double[problem.LongestRow];
    private double[] values = [];
    private double[] acted = [];
    private double[] weighted = [];
    private double[] sums = [];
    private double[] potential = [];

    /// <summary>The atoms that reach the batch, in a fixed order.</summary>
    public IReadOnlyList<ActiveImage> Images => images;

    /// <summary>Order of the matrices.</summary>
    public int Count { get; private set; }

    /// <summary>Σ w χ_i χ_j, row after row.</summary>
    public double[] Overlap { get; private set; } = [];

    /// <summary>Σ w χ_i (ĥχ_j).</summary>
    public double[] Hamiltonian { get; private set; } = [];

    /// <summary>Which functions of an atom its columns stand for.</summary>
    public ReadOnlySpan<FunctionRun> RunsOf(ActiveImage image) =>
        CollectionsMarshal.AsSpan(runs).Slice(image.FirstRun, image.RunCount);

    public void Evaluate(Range batch)
    {
        ReadOnlySpan<Vector3D> points = problem.Grid.Points[batch];
        ReadOnlySpan<double> weights = problem.Grid.Weights[batch];
        Select(points, out List<SiteImage> near);
        int n = Count;
        Reserve(points.Length, n);
        Span<double> chi = values.AsSpan(0, points.Length * n);
        Span<double> hChi = acted.AsSpan(0, points.Length * n);
        chi.Clear();
        hChi.Clear();
        sums.AsSpan(0, points.Length * problem.Potential.Sums).Clear();
        int active = 0;
        foreach (SiteImage image in near)
        {
            ActiveImage? own = active < images.Count && images[active].Image == image
                ? images[active++]
                : null;
            AddAtom(points, image, own, n);
        }

        Span<double> v = potential.AsSpan(0, points.Length);
        problem.Potential.Evaluate(
            points, sums.AsSpan(0, points.Length * problem.Potential.Sums), v);
        for (int p = 0; p < points.Length; p++)
        {
            Finish(weights[p], v[p], p * n, n);
        }

        MatrixView<double> left =
            new MatrixView<double>(weighted.AsSpan(0, points.Length * n), points.Length, n)
                .Transpose;
        MatrixProduct.Multiply(left, new(values, points.Length, n), Overlap, n);
        MatrixProduct.Multiply(left, new(acted, points.Length, n), Hamiltonian, n);
    }

    /// <summary>The atoms near the box of the points, and the orbitals that reach it.</summary>
    private void Select(ReadOnlySpan<Vector3D> points, out List<SiteImage> near)
    {
        images.Clear();
        runs.Clear();
        Count = 0;
        orbitals.Clear();
        near = [];
        var box = PointBox.Of(points);
        foreach (SiteImage image in problem.Images)
        {
            AtomTable table = problem.TableOf(image.Site);
            if (box.DistanceTo(image.Position) < table.Range)
            {
                near.Add(image);
                AddOrbitals(image, table, DistanceToNearest(image.Position, points));
            }
        }
    }

    private void AddOrbitals(SiteImage image, AtomTable table, double distance)
    {
        int firstOrbital = orbitals.Count, firstRun = runs.Count, function = 0;
        for (int i = 0; i < table.Orbitals.Length; i++)
        {
            int l = table.Orbitals[i].AngularMomentum, count = 2 * l + 1;
            if (distance < table.Orbitals[i].End.Radius)
            {
                orbitals.Add(new ActiveOrbital(i, l, Count, table.Orbitals[i].End.Radius));
                if (runs.Count > firstRun && runs[^1].Function + runs[^1].Count == function)
                {
                    runs[^1] = runs[^1] with { Count = runs[^1].Count + count };
                }
                else
                {
                    runs.Add(new FunctionRun(Count, function, count));
                }

                Count += count;
            }

            function += count;
        }

        if (orbitals.Count > firstOrbital)
        {
            images.Add(new ActiveImage(
                image,
                firstOrbital,
                orbitals.Count - firstOrbital,
                firstRun,
                runs.Count - firstRun));
        }
    }

    // The first crystal is as long as the thousandth: do not wait for the tiers.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void AddAtom(ReadOnlySpan<Vector3D> points, SiteImage image, ActiveImage? own, int n)
    {
        AtomTable table = problem.TableOf(image.Site);
        SuperposedPotential field = problem.Potential;
        int sumCount = field.Sums, orbitalCount = table.Orbitals.Length;
        int orbitalStart = table.PotentialFunctions;
        double rangeSquared = table.Range * table.Range;
        double cutoffSquared = table.Cutoff * table.Cutoff;
        ReadOnlySpan<ActiveOrbital> active = own is { } one
            ? CollectionsMarshal.AsSpan(orbitals)
                .Slice(one.FirstOrbital, one.OrbitalCount)
            : [];
        int highest = 0;
        foreach (ActiveOrbital orbital in active)
        {
            highest = Math.Max(highest, orbital.L);
        }

        for (int p = 0; p < points.Length; p++)
        {
            Vector3D d = points[p] - image.Position;
            double square = d.LengthSquared;
            if (square >= rangeSquared || (active.IsEmpty && square >= cutoffSquared))
            {
                continue;
            }

            // A point may lie on the nucleus of another atom, where its weight vanishes.
            double r = Math.Max(Math.Sqrt(square), 1e-10);
            table.Interpolate(r, row);
            double inverse = 1 / r;
            if (square < cutoffSquared)
            {
                field.Add(
                    row.AsSpan(0, orbitalStart),
                    d,
                    inverse,
                    sums.AsSpan(p * sumCount, sumCount));
            }

            if (active.IsEmpty)
            {
                continue;
            }

            Harmonics.Evaluate(highest, d.X, d.Y, d.Z, harmonics);
            foreach (ActiveOrbital orbital in active)
            {
                // What an orbital is must not depend on how points are batched.
                if (r >= orbital.End)
                {
                    continue;
                }

                double f = row[orbitalStart + orbital.Index];
                double h = row[orbitalStart + orbitalCount + orbital.Index] * inverse;
                int at = p * n + orbital.Column, first = Harmonics.First(orbital.L);
                for (int m = 0; m < 2 * orbital.L + 1; m++)
                {
                    values[at + m] = f * harmonics[first + m];
                    acted[at + m] = h * harmonics[first + m];
                }
            }
        }
    }

    /// <summary>ĥχ + V χ and w χ at one point.</summary>
    private void Finish(double weight, double v, int first, int count)
    {
        ref double chi = ref values[first];
        ref double hChi = ref acted[first];
        ref double scaled = ref weighted[first];
        int i = 0;
        for (; i <= count - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            nuint at = (nuint)i;
            var a = Vector256.LoadUnsafe(ref chi, at);
            (weight * a).StoreUnsafe(ref scaled, at);
            (Vector256.LoadUnsafe(ref hChi, at) + v * a).StoreUnsafe(ref hChi, at);
        }

        for (; i < count; i++)
        {
            weighted[first + i] = weight * values[first + i];
            acted[first + i] += v * values[first + i];
        }
    }

    private void Reserve(int points, int n)
    {
        if (values.Length < points * n)
        {
            values = new double[points * n];
            acted = new double[points * n];
            weighted = new double[points * n];
        }

        if (Overlap.Length < n * n)
        {
            Overlap = new double[n * n];
            Hamiltonian = new double[n * n];
        }

        if (potential.Length < points)
        {
            potential = new double[points];
            sums = new double[points * problem.Potential.Sums];
        }
    }

    private static double DistanceToNearest(Vector3D x, ReadOnlySpan<Vector3D> points)
    {
        double least = double.PositiveInfinity;
        foreach (Vector3D point in points)
        {
            least = Math.Min(least, (point - x).LengthSquared);
        }

        return Math.Sqrt(least);
    }

    /// <summary>An orbital of its element and the column of its first function.</summary>
    private readonly record struct ActiveOrbital(int Index, int L, int Column, double End);
}

/// <summary>An atom, and which of its orbitals reach the batch.</summary>
internal readonly record struct ActiveImage(
    SiteImage Image, int FirstOrbital, int OrbitalCount, int FirstRun, int RunCount);

/// <summary>
/// The columns Column … Column + Count − 1 stand for the functions from Function on of a site.
/// </summary>
internal readonly record struct FunctionRun(int Column, int Function, int Count);
