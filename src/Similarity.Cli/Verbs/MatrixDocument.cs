using Similarity.Cli.Batches;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Matrices;

namespace Similarity.Cli.Verbs;

/// <summary>similarity.matrix/1.</summary>
/// <param name="Distance">How clustering reads the matrix; null where it cannot.</param>
internal sealed record MatrixDocument(
    string Kind,
    IReadOnlyDictionary<string, string> Parameters,
    string GridId,
    string Metric,
    bool LargerIsMoreAlike,
    IReadOnlyList<string> Ids,
    IReadOnlyList<string> Files,
    IReadOnlyList<string?> Formulas,
    IReadOnlyList<double[]> Matrix,
    string? Distance,
    IReadOnlyList<int>? Clusters,
    string? ClusterMethod,
    MatrixDocument.LinkageRows? Linkage,
    IReadOnlyDictionary<string, string> Written,
    IReadOnlyList<FingerprintFailure> Failed,
    IReadOnlyList<string> Warnings)
    : Document("similarity.matrix/1")
{
    /// <summary>
    /// Rows as scipy has them: two clusters, their height, items below; items come first.
    /// </summary>
    internal sealed record LinkageRows(
        string Method, double[][] Rows, int[] LeafOrder, double? CopheneticCorrelation)
    {
        public static LinkageRows Of(MatrixClusters clusters, string method) => new(
            method,
            [.. clusters.Tree.Mergers.Select(
                row => new double[] { row.First, row.Second, row.Height, row.Size })],
            clusters.Tree.LeafOrder(),
            clusters.Tree.CopheneticCorrelation(clusters.Distances));
    }
}
