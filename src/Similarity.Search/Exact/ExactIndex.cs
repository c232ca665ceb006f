namespace Similarity.Search.Exact;

/// <summary>The nearest vectors by looking at all of them, in double precision.</summary>
public sealed class ExactIndex(VectorCollection vectors, SearchMetric metric) : IVectorIndex
{
    public string Description => "cpu";

    public SearchMetric Metric { get; } = metric;

    public VectorCollection Vectors { get; } = vectors;

    public Neighbour[][] Search(ReadOnlySpan<float> queries, SearchOptions options)
    {
        int lanes = Vectors.Space.Lanes;
        int sign = MetricValue.LargerIsNearer(Metric) ? -1 : 1;
        var found = new Neighbour[queries.Length / lanes][];
        for (int query = 0; query < found.Length; query++)
        {
            options.CancellationToken.ThrowIfCancellationRequested();
            var all = new List<Neighbour>();
            for (int row = 0; row < Vectors.Count; row++)
            {
                if (options.Among?[row] ?? true)
                {
                    all.Add(new Neighbour(row, MetricValue.Of(
                        Metric,
                        Vectors.Space,
                        queries.Slice(query * lanes, lanes),
                        Vectors.Row(row))));
                }
            }

            all.Sort((a, b) => a.Value == b.Value
                ? Vectors.CompareIds(a.Row, b.Row)
                : sign * a.Value.CompareTo(b.Value));
            found[query] = [.. all.Take(options.Count)];
        }

        return found;
    }

    public void Dispose()
    {
    }
}
