using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning.Embeddings;

/// <summary>
/// A quadtree of points that sums Fᵢ = Σⱼ (1 + d²)⁻² (yᵢ − yⱼ) and Z = Σᵢ Σⱼ≠ᵢ (1 + d²)⁻¹ (J.
/// Barnes, P. Hut, Nature 324, 446 (1986)): a cell of side s at a distance d counts as one point
/// where s &lt; θ d. The points of a leaf share one walk, with d from their bounding box, so that
/// each of them is served at least as well as by a walk of its own.
/// </summary>
internal sealed class RepulsionTree
{
    private const int PointsPerLeaf = 16;
    private const int Depth = 21;

    private readonly int[] order;
    private readonly double[] x0;
    private readonly double[] x1;
    private readonly ulong[] codes;
    private readonly List<Cell> cells = [];
    private readonly List<int> leaves = [];

    public RepulsionTree(Matrix<double> points)
    {
        int n = points.Rows;
        double low0 = double.PositiveInfinity, low1 = low0, high0 = -low0, high1 = -low0;
        for (int i = 0; i < n; i++)
        {
            (low0, high0) = (Math.Min(low0, points[i, 0]), Math.Max(high0, points[i, 0]));
            (low1, high1) = (Math.Min(low1, points[i, 1]), Math.Max(high1, points[i, 1]));
        }

        double side = Math.Max(Math.Max(high0 - low0, high1 - low1), double.Epsilon);
        if (!double.IsFinite(side) && n > 0)
        {
            throw new ArgumentException("points of a tree are finite", nameof(points));
        }

        codes = new ulong[n];
        order = [.. Enumerable.Range(0, n)];
        double cellsPerUnit = (1 << Depth) / side;
        for (int i = 0; i < n; i++)
        {
            codes[i] = Spread(points[i, 0] - low0) | Spread(points[i, 1] - low1) << 1;
        }

        Array.Sort(codes, order);
        x0 = new double[n];
        x1 = new double[n];
        for (int r = 0; r < n; r++)
        {
            (x0[r], x1[r]) = (points[order[r], 0], points[order[r], 1]);
        }

        Build(0, n, side, 0);

        ulong Spread(double offset)
        {
            ulong bits = Math.Min((ulong)(offset * cellsPerUnit), (1UL << Depth) - 1);
            bits = (bits | bits << 16) & 0x0000FFFF0000FFFF;
            bits = (bits | bits << 8) & 0x00FF00FF00FF00FF;
            bits = (bits | bits << 4) & 0x0F0F0F0F0F0F0F0F;
            bits = (bits | bits << 2) & 0x3333333333333333;
            return (bits | bits << 1) & 0x5555555555555555;
        }
    }

    /// <summary>Fᵢ into pairs of numbers; Z.</summary>
    public double Repulsions(double angle, Span<double> forces, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(forces.Length, 2 * order.Length);
        double[] sums = new double[leaves.Count];
        double[] sorted = new double[forces.Length];
        int tasks = (leaves.Count + 63) / 64;
        Parallel.For(
            0,
            tasks,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => new Sources(),
            (task, _, sources) =>
            {
                int end = Math.Min(leaves.Count, 64 * (task + 1));
                for (int leaf = 64 * task; leaf < end; leaf++)
                {
                    Cell cell = cells[leaves[leaf]];
                    Gather(cell, angle, sources);
                    sums[leaf] = Sum(cell, sources, sorted);
                }

                return sources;
            },
            _ => { });

        for (int r = 0; r < order.Length; r++)
        {
            forces[2 * order[r]] = sorted[2 * r];
            forces[2 * order[r] + 1] = sorted[2 * r + 1];
        }

        double z = 0;
        foreach (double sum in sums)
        {
            z += sum;
        }

        return z;
    }

    private int Build(int first, int end, double side, int depth)
    {
        int index = cells.Count;
        double sum0 = 0, sum1 = 0;
        for (int r = first; r < end; r++)
        {
            sum0 += x0[r];
            sum1 += x1[r];
        }

        int count = end - first;
        cells.Add(new Cell(first, end, side * side, sum0 / count, sum1 / count, 0));
        if (count <= PointsPerLeaf || depth == Depth)
        {
            leaves.Add(index);
        }
        else
        {
            int shift = 2 * (Depth - 1 - depth), start = first;
            for (ulong quarter = 0; quarter < 4; quarter++)
            {
                int stop = start;
                while (stop < end && (codes[stop] >> shift & 3) == quarter)
                {
                    stop++;
                }

                if (stop > start)
                {
                    Build(start, stop, side / 2, depth + 1);
                }

                start = stop;
            }
        }

        // Cells stand in depth-first order: what is after a cell's subtree is where to go on.
        cells[index] = cells[index] with { Next = cells.Count };
        return index;
    }

    private void Gather(Cell target, double angle, Sources sources)
    {
        ReadOnlySpan<double> own0 = x0.AsSpan(target.First, target.End - target.First);
        ReadOnlySpan<double> own1 = x1.AsSpan(target.First, target.End - target.First);
        double low0 = own0[0], high0 = own0[0], low1 = own1[0], high1 = own1[0];
        for (int r = 1; r < own0.Length; r++)
        {
            (low0, high0) = (Math.Min(low0, own0[r]), Math.Max(high0, own0[r]));
            (low1, high1) = (Math.Min(low1, own1[r]), Math.Max(high1, own1[r]));
        }

        sources.Clear();
        ReadOnlySpan<Cell> all = CollectionsMarshal.AsSpan(cells);
        for (int c = 0; c < all.Length;)
        {
            ref readonly Cell cell = ref all[c];
            double d0 = Math.Max(0, Math.Max(low0 - cell.Mean0, cell.Mean0 - high0));
            double d1 = Math.Max(0, Math.Max(low1 - cell.Mean1, cell.Mean1 - high1));
            if (cell.SquaredSide < angle * angle * (d0 * d0 + d1 * d1))
            {
                sources.Add(cell.Mean0, cell.Mean1, cell.End - cell.First);
                c = cell.Next;
            }
            else if (cell.Next == c + 1)
            {
                for (int r = cell.First; r < cell.End; r++)
                {
                    sources.Add(x0[r], x1[r], 1);
                }

                c++;
            }
            else
            {
                c++;
            }
        }

        sources.Pad();
    }

    /// <summary>Z of the points of a leaf, without the 1 of each with itself.</summary>
    private double Sum(Cell target, Sources sources, double[] forces)
    {
        double z = 0;
        ReadOnlySpan<Vector256<double>> at0 = sources.At0, at1 = sources.At1;
        ReadOnlySpan<Vector256<double>> counts = sources.Counts;
        for (int r = target.First; r < target.End; r++)
        {
            Vector256<double> y0 = Vector256.Create(x0[r]), y1 = Vector256.Create(x1[r]);
            Vector256<double> sumZ = default, sum0 = default, sum1 = default;
            for (int s = 0; s < at0.Length; s++)
            {
                Vector256<double> d0 = y0 - at0[s], d1 = y1 - at1[s];
                Vector256<double> q =
                    Vector256<double>.One / (Vector256<double>.One + d0 * d0 + d1 * d1);
                Vector256<double> part = counts[s] * q;
                sumZ += part;
                part *= q;
                sum0 += part * d0;
                sum1 += part * d1;
            }

            z += Vector256.Sum(sumZ) - 1;
            forces[2 * r] = Vector256.Sum(sum0);
            forces[2 * r + 1] = Vector256.Sum(sum1);
        }

        return z;
    }

    /// <param name="First">Of the points, in the order of the tree.</param>
    /// <param name="Next">The cell after those inside this one.</param>
    private readonly record struct Cell(
        int First, int End, double SquaredSide, double Mean0, double Mean1, int Next);

    /// <summary>What acts on the points of a leaf: places and how many points are there.</summary>
    private sealed class Sources
    {
        private double[] at0 = new double[1024];
        private double[] at1 = new double[1024];
        private double[] counts = new double[1024];
        private int count;

        public ReadOnlySpan<Vector256<double>> At0 => Lanes(at0);

        public ReadOnlySpan<Vector256<double>> At1 => Lanes(at1);

        public ReadOnlySpan<Vector256<double>> Counts => Lanes(counts);

        public void Clear() => count = 0;

        public void Add(double place0, double place1, double number)
        {
            if (count == at0.Length)
            {
                Array.Resize(ref at0, 2 * count);
                Array.Resize(ref at1, 2 * count);
                Array.Resize(ref counts, 2 * count);
            }

            at0[count] = place0;
            at1[count] = place1;
            counts[count++] = number;
        }

        /// <summary>With nothing, at the origin, to whole vectors.</summary>
        public void Pad()
        {
            while (count % Vector256<double>.Count != 0)
            {
                Add(0, 0, 0);
            }
        }

        private ReadOnlySpan<Vector256<double>> Lanes(double[] values) =>
            MemoryMarshal.Cast<double, Vector256<double>>(values.AsSpan(0, count));
    }
}
