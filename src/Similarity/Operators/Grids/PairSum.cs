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

    public PairSum(LatticePairs pairs, AtomBasis[] bases)
    {
        this.pairs = pairs;
        this.bases = bases;
        lookup = new PairLookup(pairs);
        energies = Array.ConvertAll(bases, basis => basis.Orbitals.SelectMany(
            orbital => Enumerable.Repeat(orbital.Energy, 2 * orbital.AngularMomentum + 1))
            .ToArray());
        Overlap = new double[pairs.ValueCount];
        Hamiltonian = new double[pairs.ValueCount];
    }

    public double[] Overlap { get; }

    public double[] Hamiltonian { get; }

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
                    int offset = lookup.Find(site, second.Image.Site, cell);
                    if (offset >= 0)
                    {
                        AddBlock(batch, first, second, offset);
                    }
                }
            }
        }
    }

    /// <summary>Gives the one-centre blocks what the grid cannot know.</summary>
    public void CorrectOneCentreBlocks()
    {
        foreach (LatticePair pair in pairs.Pairs)
        {
            if (pair.First == pair.Second && pair.Cell == default)
            {
                Correct(pair, bases[pair.First]);
            }
        }
    }

    private void AddBlock(BatchMatrices batch, ActiveImage first, ActiveImage second, int offset)
    {
        int n = batch.Count;
        int width = pairs.Basis.FunctionsOf(second.Image.Site).Count;
        double[] rowEnergies = energies[first.Image.Site];
        double[] columnEnergies = energies[second.Image.Site];
        ReadOnlySpan<double> s = batch.Overlap, h = batch.Hamiltonian;
        for (int i = first.FirstColumn; i < first.FirstColumn + first.ColumnCount; i++)
        {
            int row = batch.Functions[i];
            Span<double> overlap = Overlap.AsSpan(offset + row * width, width);
            Span<double> hamiltonian = Hamiltonian.AsSpan(offset + row * width, width);
            for (int j = second.FirstColumn; j < second.FirstColumn + second.ColumnCount; j++)
            {
                int column = batch.Functions[j];
                double weight =
                    AtomBasis.ActsOnSecond(rowEnergies[row], columnEnergies[column]);
                overlap[column] += s[i * n + j];
                hamiltonian[column] += weight * h[i * n + j] + (1 - weight) * h[j * n + i];
            }
        }
    }

    private void Correct(LatticePair pair, AtomBasis basis)
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
                    Hamiltonian[pair.Offset + row * width + column] += correction;
                }
            }
        }
    }

    private static bool IsNegative(IntegerVector3D cell) =>
        (cell.Z, cell.Y, cell.X).CompareTo((0, 0, 0)) < 0;
}
