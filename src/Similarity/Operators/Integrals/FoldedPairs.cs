using Similarity.Numerics;

namespace Similarity.Operators.Integrals;

/// <summary>
/// The pairs of a crystal as the k-points of a grid see them: k = (n + s)/N gives the cells c and
/// c + N m one phase, so their blocks are added once for all points. Where Bloch sums over all
/// images would read hundreds of blocks, few are left.
/// </summary>
internal sealed class FoldedPairs
{
    private readonly LatticePairs all;

    // places[p]: pair p of all → pair of Pairs; many-to-one.
    private readonly int[] places;

    /// <param name="periods">
    /// Cells that differ by whole multiples of these have one phase at all k-points: N of a grid,
    /// 2 N along axes where it is shifted.
    /// </param>
    public FoldedPairs(LatticePairs all, IntegerVector3D periods)
    {
        this.all = all;
        places = new int[all.Pairs.Length];
        var folded = new List<LatticePair>();
        var known = new Dictionary<IntegerVector3D, int>();
        int offset = 0;
        for (int index = 0; index < places.Length; index++)
        {
            LatticePair pair = all.Pairs[index];
            if (index == 0
                || all.Pairs[index - 1].First != pair.First
                || all.Pairs[index - 1].Second != pair.Second)
            {
                known.Clear();
            }

            // A site with itself stays apart from its images: Bloch sums take half of it.
            bool isOnSite = pair.First == pair.Second && pair.Cell == default;
            IntegerVector3D cell = Nearest(pair.Cell, periods);
            if (isOnSite || !known.TryGetValue(cell, out int place))
            {
                place = folded.Count;
                folded.Add(pair with { Cell = cell, Offset = offset });
                SitePairBlock block = all.BlockOf(pair);
                offset += block.Rows * block.Columns;
                if (!isOnSite)
                {
                    known.Add(cell, place);
                }
            }

            places[index] = place;
        }

        Pairs = all.With([.. folded], offset);
    }

    /// <summary>One pair for each class of cells, with the displacement of one of them.</summary>
    public LatticePairs Pairs { get; }

    /// <summary>Values of all pairs → values of <see cref="Pairs"/>.</summary>
    public double[] Fold(ReadOnlySpan<double> values)
    {
        double[] sums = new double[Pairs.ValueCount];
        for (int index = 0; index < places.Length; index++)
        {
            LatticePair pair = all.Pairs[index];
            SitePairBlock block = all.BlockOf(pair);
            int size = block.Rows * block.Columns;
            ReadOnlySpan<double> own = values.Slice(pair.Offset, size);
            Span<double> sum = sums.AsSpan(Pairs.Pairs[places[index]].Offset, size);
            for (int i = 0; i < size; i++)
            {
                sum[i] += own[i];
            }
        }

        return sums;
    }

    private static IntegerVector3D Nearest(IntegerVector3D cell, IntegerVector3D periods) => new(
        Nearest(cell.X, periods.X), Nearest(cell.Y, periods.Y), Nearest(cell.Z, periods.Z));

    /// <summary>The member of n + period ℤ in (−period/2, period/2].</summary>
    private static int Nearest(int n, int period)
    {
        int remainder = ((n % period) + period) % period;
        return 2 * remainder > period ? remainder - period : remainder;
    }
}
