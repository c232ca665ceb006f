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
        ReadOnlySpan<FunctionRun> rowRuns = batch.RunsOf(first), columnRuns = batch.RunsOf(second);
        foreach (FunctionRun row in rowRuns)
        {
            for (int i = 0; i < row.Count; i++)
            {
                int source = (row.Column + i) * n, target = offset + (row.Function + i) * columns;
                foreach (FunctionRun run in columnRuns)
                {
                    int from = source + run.Column, to = target + run.Function;
                    Add(batch.Overlap, from, Overlap, to, run.Count);
                    Add(batch.Hamiltonian, from, onSecond, to, run.Count);
                }
            }
        }

        foreach (FunctionRun column in columnRuns)
        {
            for (int j = 0; j < column.Count; j++)
            {
                int source = (column.Column + j) * n;
                int target = offset + (column.Function + j) * rows;
                foreach (FunctionRun run in rowRuns)
                {
                    int from = source + run.Column, to = target + run.Function;
                    Add(batch.Hamiltonian, from, onFirst, to, run.Count);
                }
            }
        }
    }

    private static void Add(double[] source, int from, double[] target, int to, int count)
    {
        ref double a = ref source[from];
        ref double b = ref target[to];
        int i = 0;
        for (; i <= count - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            Vector256<double> sum = Vector256.LoadUnsafe(ref b, (nuint)i)
                + Vector256.LoadUnsafe(ref a, (nuint)i);
            sum.StoreUnsafe(ref b, (nuint)i);
        }

        for (; i < count; i++)
        {
            target[to + i] += source[from + i];
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
