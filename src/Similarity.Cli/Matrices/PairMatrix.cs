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
        int count = fingerprints.Count;
        var rows = new double[count][];
        for (int i = 0; i < count; i++)
        {
            rows[i] = new double[count];
        }

        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = threads,
            CancellationToken = cancellation,
        };
        try
        {
            Parallel.For(0, count, options, i =>
            {
                for (int j = i; j < count; j++)
                {
                    FingerprintPair pair =
                        FingerprintPair.Of(fingerprints[i], fingerprints[j], resample);
                    double value = metric.Compare(pair.A, pair.B);

                    // 1 − 1 may round to less than 0, which is no distance.
                    value = metric.LargerIsMoreAlike ? value : Math.Max(0, value);
                    rows[i][j] = rows[j][i] = value;
                }
            });
        }
        catch (AggregateException e) when (e.InnerExceptions.All(x => x is ArgumentException))
        {
            // Other grids, or negative densities: the options say what to do about it.
            throw VerbException.Usage(e.InnerExceptions[0].Message);
        }

        return new PairMatrix(metric, rows, WarningsOf(fingerprints, ids, resample));
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
