namespace Similarity.Search.Device;

/// <summary>
/// The neighbours of one query among candidates, by <see cref="MetricValue"/>: the nearest first,
/// equally near ones by id.
/// </summary>
internal sealed class CandidateRanking : IComparer<Neighbour>
{
    private readonly VectorCollection vectors;
    private readonly SearchMetric metric;
    private readonly bool largerIsNearer;

    public CandidateRanking(VectorCollection vectors, SearchMetric metric)
    {
        this.vectors = vectors;
        this.metric = metric;
        largerIsNearer = MetricValue.LargerIsNearer(metric);
    }

    /// <summary>
    /// The nearest of the candidates. Null, with what is known of how far the last neighbour can
    /// be, when a row that is no candidate may be one of the neighbours.
    /// </summary>
    /// <param name="largestScore">Of a row as near as a value.</param>
    public Neighbour[]? TryRank(
        ReadOnlySpan<float> query,
        Candidates candidates,
        int count,
        Func<double, float> largestScore,
        out double farthest)
    {
        var nearest = new List<Neighbour>(Math.Min(count, candidates.Rows.Length) + 1);
        uint limit = ScoreKey.None;
        farthest = largerIsNearer ? double.NegativeInfinity : double.PositiveInfinity;
        for (int i = 0; i < candidates.Rows.Length; i++)
        {
            // Candidates come by score: from here on all are farther than the last neighbour.
            if (candidates.Keys[i] > limit)
            {
                return [.. nearest];
            }

            if (!Insert(nearest, Value(query, candidates.Rows[i]), count))
            {
                continue;
            }

            if (nearest.Count == count)
            {
                farthest = nearest[^1].Value;
                limit = ScoreKey.Of(largestScore(farthest));
            }
        }

        // Where no row was lost, there are no others.
        bool complete = candidates.Lost == ScoreKey.None
            || (nearest.Count == count && candidates.Lost > limit);
        return complete ? [.. nearest] : null;
    }

    /// <summary>The nearest of rows that hold all neighbours.</summary>
    public Neighbour[] Rank(ReadOnlySpan<float> query, List<int> rows, int count)
    {
        var values = new Neighbour[rows.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Value(query, rows[i]);
        }

        Array.Sort(values, this);
        return values[..Math.Min(count, values.Length)];
    }

    public int Compare(Neighbour x, Neighbour y)
    {
        int order = largerIsNearer ? y.Value.CompareTo(x.Value) : x.Value.CompareTo(y.Value);
        order = order != 0 ? order : vectors.CompareIds(x.Row, y.Row);
        return order != 0 ? order : x.Row.CompareTo(y.Row);
    }

    private bool Insert(List<Neighbour> nearest, Neighbour candidate, int count)
    {
        if (nearest.Count == count && Compare(candidate, nearest[^1]) > 0)
        {
            return false;
        }

        nearest.Insert(~nearest.BinarySearch(candidate, this), candidate);
        if (nearest.Count > count)
        {
            nearest.RemoveAt(count);
        }

        return true;
    }

    private Neighbour Value(ReadOnlySpan<float> query, int row) =>
        new(row, MetricValue.Of(metric, vectors.Space, query, vectors.Row(row)));
}
