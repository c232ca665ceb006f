namespace Similarity.Cli.Report;

/// <summary>The classes of colours of clusters: eight of them, used again for the ninth.</summary>
internal static class ClusterStyle
{
    public const int Colors = 8;

    /// <param name="label">Negative for what is in no cluster, which has no colour.</param>
    public static string Of(int label) =>
        label < 0 ? "" : FormattableString.Invariant($" c{label % Colors}");
}
