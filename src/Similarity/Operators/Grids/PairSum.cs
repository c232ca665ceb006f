using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Similarity.Numerics;
using Similarity.Operators.Integrals;

namespace Similarity.Operators.Grids;

/// <summary>
/// Distributes the matrices of batches among the pairs of sites, and makes H symmetric: where ĥ
/// acts on either function, <see cref="AtomBasis.ActsOnSecond"/> says what each counts.
/// </summary>
internal sealed class PairSum
{
    private readonly LatticePairs pairs;
    private readonly AtomBasis[] bases;
    private readonly PairLookup lookup;

    // Of the functions of each site.
    private readonly double[][] energies;

    // ⟨i|ĥ_j⟩ in the block of the pair, and ⟨j|ĥ_i⟩ in its transpose: what is added up lies as in
    // the batch.
    private readonly double[] onSecond;
    private readonly double[] onFirst;

    public PairSum(LatticePairs pairs, PairLookup lookup, AtomBasis[] bases)
    {
        this.pairs = pairs;
        this.bases = bases;
        this.lookup = lookup;
        energies = Array.ConvertAll(bases, basis => basis.Orbitals.SelectMany(
            orbital => Enumerable.Repeat(orbital.Energy, 2 * orbital.AngularMomentum + 1))
            .ToArray());
        Overlap = new double[pairs.ValueCount];
        onSecond = new double[pairs.ValueCount];
        onFirst = new double[pairs.ValueCount];
    }

    public double[] Overlap { get; }

    /// <summary>Adds the pairs whose first site is one given.</summary>
    public void Add(BatchMatrices batch, int site)
    {
        for (int a = 0; a < batch.Images.Count; a++)
        {
            ActiveImage first = batch.Images[a];
            if (first.Image.Site != site)
            {
                continue;
            }

            foreach (ActiveImage second in batch.Images)
            {
                IntegerVector3D cell = second.Image.Cell - first.Image.Cell;
                if (second.Image.Site < site
                    || (second.Image.Site == site && !IsNegative(cell)))
                {
                    int pair = lookup.Find(site, second.Image.Site, cell);
                    if (pair >= 0)
                    {
                        AddBlock(batch, first, second, pairs.Pairs[pair].Offset);
                    }
                }
            }
        }
    }

    /// <summary>H, its one-centre blocks corrected by what the grid cannot know.</summary>
    public double[] Hamiltonian()
    {
        double[] hamiltonian = new double[pairs.ValueCount];
        foreach (LatticePair pair in pairs.Pairs)
        {
            Blend(pair, hamiltonian);
            if (pair.First == pair.Second && pair.Cell == default)
            {
                Correct(pair, bases[pair.First], hamiltonian);
            }
        }

        return hamiltonian;
    }

    private void AddBlock(BatchMatrices batch, ActiveImage first, ActiveImage second, int offset)
    {
        int n = batch.Count;
        int rows = pairs.Basis.FunctionsOf(first.Image.Site).Count;
        int columns = pairs.Basis.FunctionsOf(second.Image.Site).Count;
        foreach (FunctionRun row in batch.RunsOf(first))
        {
            foreach (FunctionRun column in batch.RunsOf(second))
            {
                int upper = row.Column * n + column.Column;
                int block = offset + row.Function * columns + column.Function;
                var size = (row.Count, column.Count);
                Add(batch.Overlap, upper, n, Overlap, block, columns, size);
                Add(batch.Hamiltonian, upper, n, onSecond, block, columns, size);
                int lower = column.Column * n + row.Column;
                int transpose = offset + column.Function * rows + row.Function;
                size = (column.Count, row.Count);
                Add(batch.Hamiltonian, lower, n, onFirst, transpose, rows, size);
            }
        }
    }

    /// <summary>
    /// Adds a block of a matrix to one of another; both are given by their first elements and how
    /// far apart their rows lie. Rows are short, so all of them are one call.
    /// </summary>
    private static void Add(
        double[] source,
        int from,
        int sourceStride,
        double[] target,
        int to,
        int targetStride,
        (int Rows, int Columns) size)
    {
        ref double first = ref MemoryMarshal.GetReference(
            source.AsSpan(from, (size.Rows - 1) * sourceStride + size.Columns));
        ref double sum = ref MemoryMarshal.GetReference(
            target.AsSpan(to, (size.Rows - 1) * targetStride + size.Columns));
        for (int row = 0; row < size.Rows; row++)
        {
            ref double a = ref Unsafe.Add(ref first, row * sourceStride);
            ref double b = ref Unsafe.Add(ref sum, row * targetStride);
            int i = 0;
            for (; i <= size.Columns - Vector256<double>.Count; i += Vector256<double>.Count)
            {
                (Vector256.LoadUnsafe(ref b, (nuint)i) + Vector256.LoadUnsafe(ref a, (nuint)i))
                    .StoreUnsafe(ref b, (nuint)i);
            }

            for (; i < size.Columns; i++)
            {
                Unsafe.Add(ref b, i) += Unsafe.Add(ref a, i);
            }
        }
    }

    /// <summary>H of a pair from what acts on its second and on its first functions.</summary>
    private void Blend(LatticePair pair, double[] hamiltonian)
    {
        double[] rowEnergies = energies[pair.First], columnEnergies = energies[pair.Second];
        int rows = rowEnergies.Length, columns = columnEnergies.Length;
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                int index = pair.Offset + i * columns + j;
                double weight = AtomBasis.ActsOnSecond(rowEnergies[i], columnEnergies[j]);
                hamiltonian[index] = weight * onSecond[index]
                    + (1 - weight) * onFirst[pair.Offset + j * rows + i];
            }
        }
    }

    private void Correct(LatticePair pair, AtomBasis basis, double[] hamiltonian)
    {
        ReadOnlySpan<SiteShell> shells = pairs.Basis.ShellsOf(pair.First);
        (int start, int width) = pairs.Basis.FunctionsOf(pair.First);
        for (int i = 0; i < shells.Length; i++)
        {
            for (int j = 0; j < shells.Length; j++)
            {
                if (shells[i].Shell.AngularMomentum != shells[j].Shell.AngularMomentum)
                {
                    continue;
                }

                double correction = basis.OneCentreCorrection(i, j);
                for (int m = 0; m < shells[i].Shell.Functions; m++)
                {
                    int row = shells[i].First - start + m, column = shells[j].First - start + m;
                    hamiltonian[pair.Offset + row * width + column] += correction;
                }
            }
        }
    }

    public static bool IsNegative(IntegerVector3D cell) =>
        (cell.Z, cell.Y, cell.X).CompareTo((0, 0, 0)) < 0;
}
