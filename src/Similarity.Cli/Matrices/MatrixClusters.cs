using System.Globalization;
using Similarity.Learning;
using Similarity.Learning.Clusters;

namespace Similarity.Cli.Matrices;

/// <summary>How to find clusters.</summary>
/// <param name="Epsilon">Of DBSCAN; null to cut the tree instead.</param>
internal sealed record ClusterChoice(Linkage Linkage, double? Epsilon, int MinPoints);

/// <summary>The tree of all items, and a label of each.</summary>
/// <param name="Labels">−1 for noise.</param>
/// <param name="Cut">The distance that the labels stand for.</param>
/// <param name="Method">How the labels were found, in words.</param>
internal sealed record MatrixClusters(
    DistanceMatrix Distances, Dendrogram Tree, int[] Labels, double Cut, string Method)
{
    /// <summary>
    /// Where a tree is cut unless DBSCAN is asked for: a part of its height, as scipy colours
    /// trees.
    /// </summary>
    private const double CutPart = 0.7;

    public static MatrixClusters Of(
        DistanceMatrix distances, ClusterChoice choice, CancellationToken cancellation)
    {
        Dendrogram tree =
            HierarchicalClustering.Of(distances, choice.Linkage, cancellation);
        if (choice.Epsilon is double epsilon)
        {
            return new MatrixClusters(
                distances,
                tree,
                Dbscan.Labels(distances, epsilon, choice.MinPoints),
                epsilon,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"DBSCAN, eps {epsilon}, at least {choice.MinPoints} points"));
        }

        double cut = CutPart * tree.Height;
        return new MatrixClusters(
            distances,
            tree,
            tree.Cut(cut),
            cut,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{NameOf(choice.Linkage)} linkage cut at {CutPart} of its height"));
    }

    /// <summary>Labels as pictures colour them: what is alone has no colour.</summary>
    public int[] ColoredLabels()
    {
        Dictionary<int, int> sizes = Labels.CountBy(label => label).ToDictionary();
        return [.. Labels.Select(label => sizes[label] > 1 ? label : -1)];
    }

    public static string NameOf(Linkage linkage) =>
        Enum.GetName(linkage)!.ToLowerInvariant();
}
