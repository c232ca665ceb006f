using Similarity.Search.Kernels;

namespace Similarity.Search.Exact;

/// <summary>
/// The values of a metric for some queries with any rows, to the last bit those of
/// <see cref="MetricValue"/>, with what depends on one vector alone computed once. Similarities are
/// negated, so that small is near.
/// </summary>
internal readonly unsafe struct ExactValues
{
    private readonly SearchMetric metric;
    private readonly VectorSpace space;
    private readonly float* queries;
    private readonly double[] squares;
    private readonly double[]? rowSquares;

    /// <param name="queries">Fixed while this is used.</param>
    /// <param name="rowSquares">x·x of each row, for the metrics that need it.</param>
    public ExactValues(
        SearchMetric metric, VectorSpace space, float* queries, int count, double[]? rowSquares)
    {
        this.metric = metric;
        this.space = space;
        this.queries = queries;
        this.rowSquares = rowSquares;
        squares = new double[count];
        if (space.Encoding == VectorEncoding.Single)
        {
            for (int query = 0; query < count; query++)
            {
                float* q = queries + (long)query * space.Lanes;
                squares[query] = DoubleSums.Dot(q, q, space.Lanes);
            }
        }
    }

    /// <summary>q·q.</summary>
    public double Square(int query) => squares[query];

    public static bool NeedsSquares(SearchMetric metric, VectorSpace space) =>
        space.Encoding == VectorEncoding.Single
        && metric is SearchMetric.Cosine or SearchMetric.Tanimoto;

    public double Key(int query, float* x, int row)
    {
        float* q = queries + (long)query * space.Lanes;
        int lanes = space.Lanes;
        switch (metric)
        {
            case SearchMetric.Euclidean:
                return Math.Sqrt(DoubleSums.SquaredDistance(q, x, lanes));
            case SearchMetric.EarthMover:
                return MetricValue.EarthMover(
                    space,
                    new ReadOnlySpan<float>(q, lanes),
                    new ReadOnlySpan<float>(x, lanes));
            case SearchMetric.Tanimoto when space.Encoding == VectorEncoding.Bits:
                return -MetricValue.TanimotoOfBits(q, x, lanes);
            default:
                double value = MetricValue.OfProducts(
                    metric, DoubleSums.Dot(q, x, lanes), squares[query], rowSquares?[row] ?? 0);
                return MetricValue.LargerIsNearer(metric) ? -value : value;
        }
    }
}
