using Similarity.Cli.CommandLine;
using Similarity.Fingerprints;
using Similarity.Learning;

namespace Similarity.Cli.Matrices;

/// <summary>A metric between all pairs of fingerprints, of each with itself too.</summary>
internal sealed class PairMatrix
{
    private readonly double[][] rows;

    private PairMatrix(FingerprintMetric metric, double[][] rows, IReadOnlyList<string> warnings)
    {
        Metric = metric;
        this.rows = rows;
        Warnings = warnings;
    }

    public FingerprintMetric Metric { get; }

    public int Count => rows.Length;

    public IReadOnlyList<double[]> Rows => rows;

    public IReadOnlyList<string> Warnings { get; }

    public double this[int i, int j] => rows[i][j];

    /// <param name="ids">ids[i] of fingerprint i, for messages.</param>
    /// <exception cref="VerbException">Two cannot be compared.</exception>
    public static PairMatrix Of(
        IReadOnlyList<Fingerprint> fingerprints,
        IReadOnlyList<string> ids,
        FingerprintMetric metric,
        bool resample,
        int threads,
        CancellationToken cancellation)
    {
        try
        {
            double[][] rows = Fill(
                fingerprints.Count,
                metric,
                (i, j) =>
                {
                    FingerprintPair pair =
                        FingerprintPair.Of(fingerprints[i], fingerprints[j], resample);
                    return metric.Compare(pair.A, pair.B);
                },
                threads,
                cancellation);
            return new PairMatrix(metric, rows, WarningsOf(fingerprints, ids, resample));
        }
        catch (AggregateException e) when (e.InnerExceptions.All(x => x is ArgumentException))
        {
            // Other grids, or negative densities: the options say what to do about it.
            throw VerbException.Usage(e.InnerExceptions[0].Message);
        }
    }

    /// <param name="value">Of i and j ≥ i; asked on several threads.</param>
    public static PairMatrix Of(
        int count,
        FingerprintMetric metric,
        Func<int, int, double> value,
        int threads,
        CancellationToken cancellation) =>
        new(metric, Fill(count, metric, value, threads, cancellation), []);

    private static double[][] Fill(
        int count,
        FingerprintMetric metric,
        Func<int, int, double> value,
        int threads,
        CancellationToken cancellation)
    {
        double[][] rows = [.. Enumerable.Range(0, count).Select(_ => new double[count])];
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = threads,
            CancellationToken = cancellation,
        };
        Parallel.For(0, count, options, i =>
        {
            for (int j = i; j < count; j++)
            {
                // 1 − 1 may round to less than 0, which is no distance.
                double found = value(i, j);
                rows[i][j] = rows[j][i] =
                    metric.LargerIsMoreAlike ? found : Math.Max(0, found);
            }
        });
        return rows;
    }

    /// <summary>
    /// 1 − s of a similarity with s(a, a) = 1, as Tanimoto's; a distance as it is. Null where the
    /// metric is neither: a dot product has no greatest value.
    /// </summary>
    public DistanceMatrix? Distances() => Metric switch
    {
        { LargerIsMoreAlike: false } => DistanceMatrix.Of(Count, (i, j) => rows[i][j]),
        { Name: "tanimoto" } => DistanceMatrix.Of(Count, (i, j) => Math.Max(0, 1 - rows[i][j])),
        _ => null,
    };

    /// <summary>What is to be known of the first fingerprint with each of the others.</summary>
    private static string[] WarningsOf(
        IReadOnlyList<Fingerprint> fingerprints, IReadOnlyList<string> ids, bool resample) =>
        Enumerable.Range(1, Math.Max(0, fingerprints.Count - 1))
            .SelectMany(
                i => FingerprintPair.Of(fingerprints[0], fingerprints[i], resample).Warnings,
                (i, warning) => (Id: ids[i], Text: warning))
            .DistinctBy(warning => warning.Text)
            .Select(warning => $"{ids[0]} and {warning.Id}: {warning.Text}")
            .ToArray();
}
