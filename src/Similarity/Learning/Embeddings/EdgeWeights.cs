namespace Similarity.Learning.Embeddings;

/// <summary>
/// A symmetric sparse matrix of weights w(i, j) = w(j, i) > 0, i ≠ j, row after row, columns
/// ascending: the edges of a graph without direction, each there twice.
/// </summary>
internal sealed class EdgeWeights
{
    private readonly int[] starts;
    private readonly int[] columns;
    private readonly double[] weights;

    private EdgeWeights(int[] starts, int[] columns, double[] weights)
    {
        this.starts = starts;
        this.columns = columns;
        this.weights = weights;
    }

    public int Count => starts.Length - 1;

    public ReadOnlySpan<int> Columns(int row) =>
        columns.AsSpan(starts[row], starts[row + 1] - starts[row]);

    public ReadOnlySpan<double> Weights(int row) =>
        weights.AsSpan(starts[row], starts[row + 1] - starts[row]);

    public ReadOnlySpan<double> All => weights;

    /// <param name="directed">p(i → j) of neighbour k of item i at i · neighbours + k.</param>
    /// <param name="join">w of p(i → j) and p(j → i); symmetric; edges of 0 are left out.</param>
    public static EdgeWeights Symmetric(
        NeighbourLists lists, double[] directed, Func<double, double, double> join)
    {
        int n = lists.Count;

        // Both directions of each edge, by row: the row's own first, then those that come in.
        int[] ends = new int[n + 1];
        for (int i = 0; i < n; i++)
        {
            ends[i + 1] += lists.Neighbours;
            foreach (int j in lists.Items(i))
            {
                ends[j + 1]++;
            }
        }

        for (int i = 0; i < n; i++)
        {
            ends[i + 1] += ends[i];
        }

        var entries = new (int Column, double Out, double In)[ends[n]];
        int[] next = ends[..n];
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<int> items = lists.Items(i);
            for (int k = 0; k < items.Length; k++)
            {
                double p = directed[i * lists.Neighbours + k];
                entries[next[i]++] = (items[k], p, 0);
                entries[next[items[k]]++] = (i, 0, p);
            }
        }

        int[] starts = new int[n + 1];
        var columns = new List<int>(entries.Length);
        var weights = new List<double>(entries.Length);
        for (int i = 0; i < n; i++)
        {
            Span<(int Column, double Out, double In)> row =
                entries.AsSpan(ends[i], ends[i + 1] - ends[i]);
            row.Sort((a, b) => a.Column.CompareTo(b.Column));
            for (int e = 0; e < row.Length; e++)
            {
                (int column, double leaving, double coming) = row[e];
                while (e + 1 < row.Length && row[e + 1].Column == column)
                {
                    e++;
                    (leaving, coming) = (leaving + row[e].Out, coming + row[e].In);
                }

                double weight = join(leaving, coming);
                if (weight > 0)
                {
                    columns.Add(column);
                    weights.Add(weight);
                }
            }

            starts[i + 1] = columns.Count;
        }

        return new EdgeWeights(starts, [.. columns], [.. weights]);
    }
}
