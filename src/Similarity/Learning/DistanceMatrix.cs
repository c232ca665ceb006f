using System.Globalization;

namespace Similarity.Learning;

/// <summary>
/// Distances d(i, j) = d(j, i) ≥ 0 of n items, d(i, i) = 0: the upper triangle, row after row. The
/// triangle inequality is not asked for.
/// </summary>
public sealed class DistanceMatrix
{
    private readonly double[] upper;

    /// <param name="upper">
    /// d(0, 1), d(0, 2), … d(0, n − 1), d(1, 2), …, finite and ≥ 0; owned from here on.
    /// </param>
    public DistanceMatrix(int count, double[] upper)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        long pairs = (long)count * (count - 1) / 2;
        if (upper.Length != pairs)
        {
            throw new ArgumentException(
                $"{upper.Length} distances; {count} items have {pairs} pairs", nameof(upper));
        }

        foreach (double distance in upper)
        {
            if (!(distance >= 0) || double.IsInfinity(distance))
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"a distance is {distance}; expected a finite number of at least 0"),
                    nameof(upper));
            }
        }

        Count = count;
        this.upper = upper;
    }

    public int Count { get; }

    public ReadOnlySpan<double> Upper => upper;

    public double this[int i, int j] => i == j ? 0 : upper[Index(Count, i, j)];

    /// <summary>Distances of all pairs, computed in parallel; the result does not tell.</summary>
    /// <param name="distance">Called once for each pair i &lt; j, from several threads.</param>
    public static DistanceMatrix Of(
        int count,
        Func<int, int, double> distance,
        int threads = 1,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        double[] upper = new double[checked((int)((long)count * (count - 1) / 2))];
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = threads,
            CancellationToken = cancellation,
        };
        Parallel.For(0, count, options, i =>
        {
            for (int j = i + 1; j < count; j++)
            {
                upper[Index(count, i, j)] = distance(i, j);
            }
        });
        return new DistanceMatrix(count, upper);
    }

    /// <summary>Where the pair i ≠ j of n items stands in the upper triangle.</summary>
    internal static int Index(int count, int i, int j)
    {
        (long low, long high) = i < j ? (i, j) : (j, i);
        return (int)(low * count - low * (low + 1) / 2 + high - low - 1);
    }
}
