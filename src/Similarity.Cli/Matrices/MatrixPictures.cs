using System.Globalization;
using Similarity.Catalog.Import;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Report;
using Similarity.Crystals;
using Similarity.Learning.Decomposition;

namespace Similarity.Cli.Matrices;

/// <summary>The pictures of a matrix: its tree, its field of cells, its map.</summary>
/// <param name="Ids">Of the fingerprints, in the order of the matrix.</param>
/// <param name="Inputs">What each fingerprint is of.</param>
/// <param name="ValueTitle">What the matrix holds, with its unit.</param>
/// <param name="Title">What the pictures show, for screen readers.</param>
internal sealed record MatrixPictures(
    IReadOnlyList<string> Ids,
    IReadOnlyList<FingerprintInput> Inputs,
    PairMatrix Matrix,
    MatrixClusters? Clusters,
    string ValueTitle,
    string Title)
{
    public static readonly string[] MapColors = ["cluster", "formula", "volume"];

    public string Dendrogram(MatrixClusters clusters, string linkage) => DendrogramPlot.Draw(
        clusters.Tree,
        Ids,
        clusters.ColoredLabels(),
        clusters.Cut,
        $"{DistanceTitle}, {linkage} linkage",
        "Dendrogram of " + Title).ToFile();

    public string HeatMap() => MatrixPlot.Draw(
        (i, j) => Matrix[i, j],
        Clusters?.Tree.LeafOrder() ?? [.. Enumerable.Range(0, Ids.Count)],
        Ids,
        Clusters?.ColoredLabels() ?? [.. Enumerable.Repeat(-1, Ids.Count)],
        isDistance: !Matrix.Metric.LargerIsMoreAlike,
        ValueTitle,
        "Matrix of " + Title).ToFile();

    /// <param name="colors">One of <see cref="MapColors"/>.</param>
    public string Map(MatrixClusters clusters, string colors, int threads)
    {
        var coordinates = PrincipalCoordinates.Of(clusters.Distances, 2, threads);
        (string[] styles, (string, string)[] legend) = colors switch
        {
            "formula" => MapPlot.ByCategory(
                [.. Inputs.Select(input => input.Crystal?.Formula ?? "unknown")]),
            "volume" => MapPlot.ByNumber([.. Inputs.Select(VolumeOf)], "Å³ per atom"),
            _ => ByCluster(clusters),
        };
        double Coordinate(int item, int axis) =>
            axis < coordinates.Count ? coordinates.Point(item)[axis] : 0;
        string AxisTitle(int axis)
        {
            double share = axis < coordinates.Count ? coordinates.Shares[axis] : 0;
            return string.Create(
                CultureInfo.InvariantCulture, $"coordinate {axis + 1} ({100 * share:F0} %)");
        }

        return MapPlot.Draw(
            [.. Ids.Select((id, i) => new MapPoint(
                id, Coordinate(i, 0), Coordinate(i, 1), styles[i]))],
            legend,
            AxisTitle(0),
            AxisTitle(1),
            "Map of " + Title).ToFile();
    }

    private string DistanceTitle =>
        Matrix.Metric.LargerIsMoreAlike ? "1 − " + ValueTitle : ValueTitle;

    private static (string[] Styles, (string, string)[] Legend) ByCluster(MatrixClusters clusters)
    {
        int[] labels = clusters.ColoredLabels();
        IEnumerable<(string, string)> legend = labels.Distinct()
            .Order()
            .Select(label => (
                ClusterStyle.Of(label),
                label < 0
                    ? "alone"
                    : string.Create(CultureInfo.InvariantCulture, $"cluster {label}")));
        return ([.. labels.Select(ClusterStyle.Of)], [.. legend]);
    }

    private static double VolumeOf(FingerprintInput input) => input.Crystal is Crystal crystal
        ? VolumeScaling.VolumePerAtom(crystal)
        : throw VerbException.Usage($"--map-by volume: {input.Id} has no structure");
}
