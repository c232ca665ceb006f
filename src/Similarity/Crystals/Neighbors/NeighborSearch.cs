using System.Numerics;
using System.Runtime.Intrinsics;
using Similarity.Numerics;

namespace Similarity.Crystals.Neighbors;

/// <summary>
/// Finds the neighbours of the atoms of one slab of cells at a time; one per thread, as it owns
/// scratch space.
/// </summary>
internal sealed partial class NeighborSearch
{
    private readonly CellGrid cells;
    private readonly double cutoffSquared;
    private readonly List<Run> runs = [];
    private Hit[] hits = new Hit[256];
    private ulong[] keys = new ulong[256];

    public NeighborSearch(CellGrid cells, double cutoff)
    {
        this.cells = cells;
        cutoffSquared = cutoff * cutoff;
    }

    /// <summary>Atoms First … End − 1 of the cell order, seen in the cell image A, B, C.</summary>
    private readonly record struct Run(
        int First, int End, int A, int B, int C, Vector3D Translation);

    private readonly record struct Hit(int Atom, int Run, double DistanceSquared);

    /// <summary>counts[site] = number of neighbours, for the sites of this slab.</summary>
    public void CountSlab(int slab, Span<int> counts)
    {
        (int a, int b) = int.DivRem(slab, cells.Sizes[1]);
        for (int c = 0; c < cells.Sizes[2]; c++)
        {
            (int first, int end) = ListRuns(a, b, c);
            for (int atom = first; atom < end; atom++)
            {
                counts[cells.Order[atom]] = FindHits(atom);
            }
        }
    }

    /// <summary>Writes the neighbours of the sites of this slab behind their offsets.</summary>
    public void FillSlab(int slab, ReadOnlySpan<int> offsets, Span<Neighbor> neighbors)
    {
        (int a, int b) = int.DivRem(slab, cells.Sizes[1]);
        for (int c = 0; c < cells.Sizes[2]; c++)
        {
            (int first, int end) = ListRuns(a, b, c);
            for (int atom = first; atom < end; atom++)
            {
                int site = cells.Order[atom];
                int count = FindHits(atom);
                Write(atom, count, neighbors.Slice(offsets[site], count));
            }
        }
    }

    /// <summary>
    /// Lists the runs of atoms that may lie within reach of the atoms of cell (a, b, c), whose
    /// range it returns. Images of one atom appear in ascending order of their translations.
    /// </summary>
    private (int First, int End) ListRuns(int a, int b, int c)
    {
        (int first, int end) = cells.Atoms(a, b, c, c + 1);
        runs.Clear();
        listedCell = -1;
        if (first == end)
        {
            return (first, end);
        }

        (int lowA, int highA) = Reachable(0, a);
        (int lowB, int highB) = Reachable(1, b);
        (int lowC, int highC) = Reachable(2, c);
        int size = cells.Sizes[2];
        for (int i = lowA; i <= highA; i++)
        {
            (int imageA, int cellA) = FloorDivide(i, cells.Sizes[0]);
            for (int j = lowB; j <= highB; j++)
            {
                (int imageB, int cellB) = FloorDivide(j, cells.Sizes[1]);
                int firstC = FloorDivide(lowC, size).Quotient;
                for (int imageC = firstC; imageC * size <= highC; imageC++)
                {
                    int low = Math.Max(lowC - imageC * size, 0);
                    int high = Math.Min(highC - imageC * size, size - 1);
                    (int runFirst, int runEnd) = cells.Atoms(cellA, cellB, low, high + 1);
                    if (runFirst < runEnd)
                    {
                        var image = new Vector3D(imageA, imageB, imageC);
                        Vector3D translation = cells.Lattice.ToCartesian(image);
                        runs.Add(new Run(runFirst, runEnd, imageA, imageB, imageC, translation));
                    }
                }
            }
        }

        return (first, end);
    }

    private (int Low, int High) Reachable(int axis, int cell)
    {
        int low = cell - cells.Reach[axis], high = cell + cells.Reach[axis];
        return cells.Periodic[axis]
            ? (low, high)
            : (Math.Max(low, 0), Math.Min(high, cells.Sizes[axis] - 1));
    }

    private static (int Quotient, int Remainder) FloorDivide(int value, int divisor)
    {
        (int quotient, int remainder) = int.DivRem(value, divisor);
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder);
    }

    /// <summary>
    /// Collects the neighbours of one atom in <see cref="hits"/>; returns their number.
    /// </summary>
    private int FindHits(int atom)
    {
        int count = 0;
        var x = Vector256.Create(cells.X[atom]);
        var y = Vector256.Create(cells.Y[atom]);
        var z = Vector256.Create(cells.Z[atom]);
        var limit = Vector256.Create(cutoffSquared);
        for (int r = 0; r < runs.Count; r++)
        {
            Run run = runs[r];
            if (hits.Length < count + run.End - run.First)
            {
                Array.Resize(ref hits, 2 * (count + run.End - run.First));
            }

            var translationX = Vector256.Create(run.Translation.X);
            var translationY = Vector256.Create(run.Translation.Y);
            var translationZ = Vector256.Create(run.Translation.Z);
            bool home = run.A == 0 && run.B == 0 && run.C == 0;
            for (int other = run.First; other < run.End; other += Vector256<double>.Count)
            {
                // (rⱼ − rᵢ) + T changes sign exactly when i and j are exchanged, (rⱼ + T) − rᵢ not.
                Vector256<double> dx = Vector256.LoadUnsafe(ref cells.X[other]) - x + translationX;
                Vector256<double> dy = Vector256.LoadUnsafe(ref cells.Y[other]) - y + translationY;
                Vector256<double> dz = Vector256.LoadUnsafe(ref cells.Z[other]) - z + translationZ;
                Vector256<double> squared = dx * dx + dy * dy + dz * dz;
                uint near = Vector256.LessThanOrEqual(squared, limit).ExtractMostSignificantBits();
                near &= (uint)((1 << Math.Min(run.End - other, Vector256<double>.Count)) - 1);
                while (near != 0)
                {
                    int lane = BitOperations.TrailingZeroCount(near);
                    near &= near - 1;
                    if (!(home && other + lane == atom))
                    {
                        hits[count++] = new Hit(other + lane, r, squared[lane]);
                    }
                }
            }
        }

        return count;
    }

    private void Write(int atom, int count, Span<Neighbor> target)
    {
        if (keys.Length < count)
        {
            keys = new ulong[2 * count];
        }

        // Images of one site were found in ascending order: (site, position found) sorts them too.
        for (int i = 0; i < count; i++)
        {
            keys[i] = (ulong)cells.Order[hits[i].Atom] << 32 | (uint)i;
        }

        keys.AsSpan(0, count).Sort();
        (int A, int B, int C) home = cells.Wraps[atom];
        for (int i = 0; i < count; i++)
        {
            Hit hit = hits[(uint)keys[i]];
            Run run = runs[hit.Run];
            (int a, int b, int c) = cells.Wraps[hit.Atom];
            target[i] = new Neighbor(
                cells.Order[hit.Atom],
                run.A - a + home.A,
                run.B - b + home.B,
                run.C - c + home.C,
                Math.Sqrt(hit.DistanceSquared));
        }
    }
}
