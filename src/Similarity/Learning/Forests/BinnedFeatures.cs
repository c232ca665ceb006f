namespace Similarity.Learning.Forests;

/// <summary>
/// Features as the numbers of intervals, at most 256 of each: every interval holds about as many
/// rows as any other, and equal values share one. With no more than 256 different values, each has
/// its own, and nothing is lost.
/// </summary>
internal sealed class BinnedFeatures
{
    public const int MaximumBins = 256;

    private readonly byte[] bins;
    private readonly float[][] lowest;
    private readonly float[][] highest;

    private BinnedFeatures(int rows, int columns)
    {
        Rows = rows;
        bins = new byte[(long)rows * columns];
        lowest = new float[columns][];
        highest = new float[columns][];
    }

    public int Rows { get; }

    /// <summary>Of all rows, feature after feature.</summary>
    /// <param name="counted">
    /// The rows that intervals are made for; others fall where they do.
    /// </param>
    public static BinnedFeatures Of(
        FeatureMatrix features, int[] counted, int threads, CancellationToken cancellation)
    {
        var binned = new BinnedFeatures(features.Rows, features.Columns);
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = threads,
            CancellationToken = cancellation,
        };
        Parallel.For(
            0,
            features.Columns,
            options,
            () => new float[counted.Length],
            (column, _, sorted) =>
            {
                binned.Fill(column, features.Column(column), counted, sorted);
                return sorted;
            },
            _ => { });
        return binned;
    }

    public ReadOnlySpan<byte> Column(int column) => bins.AsSpan(column * Rows, Rows);

    public int Bins(int column) => lowest[column].Length;

    /// <summary>
    /// Between the values of two intervals, of which others lie empty in a node: in their middle,
    /// so that x ≤ threshold in the lower one and above it in the upper one.
    /// </summary>
    public float Threshold(int column, int lower, int upper) =>
        Middle(highest[column][lower], lowest[column][upper]);

    /// <summary>A number t with low ≤ t &lt; high, in the middle if there is room.</summary>
    public static float Middle(float low, float high)
    {
        float middle = (float)(((double)low + high) / 2);
        return middle < high ? middle : low;
    }

    private void Fill(int column, ReadOnlySpan<float> values, int[] counted, float[] sorted)
    {
        for (int i = 0; i < counted.Length; i++)
        {
            sorted[i] = values[counted[i]];
        }

        Array.Sort(sorted);
        var low = new List<float>(MaximumBins);
        var high = new List<float>(MaximumBins);
        int distinct = CountDistinct(sorted);
        for (int first = 0; first < sorted.Length;)
        {
            // What is left, divided evenly among the intervals that are left.
            int share = distinct <= MaximumBins
                ? 1
                : Math.Max(1, (sorted.Length - first) / (MaximumBins - low.Count));
            int last = Math.Min(first + share, sorted.Length) - 1;
            if (low.Count == MaximumBins - 1 && distinct > MaximumBins)
            {
                last = sorted.Length - 1;
            }

            while (last + 1 < sorted.Length && sorted[last + 1] == sorted[last])
            {
                last++;
            }

            low.Add(sorted[first]);
            high.Add(sorted[last]);
            first = last + 1;
        }

        lowest[column] = [.. low];
        highest[column] = [.. high];
        Span<byte> to = bins.AsSpan(column * Rows, Rows);
        float[] tops = highest[column];
        for (int row = 0; row < values.Length; row++)
        {
            int bin = Array.BinarySearch(tops, values[row]);
            to[row] = (byte)Math.Min(bin < 0 ? ~bin : bin, tops.Length - 1);
        }
    }

    private static int CountDistinct(float[] sorted)
    {
        int distinct = sorted.Length > 0 ? 1 : 0;
        for (int i = 1; i < sorted.Length; i++)
        {
            distinct += sorted[i] != sorted[i - 1] ? 1 : 0;
        }

        return distinct;
    }
}
