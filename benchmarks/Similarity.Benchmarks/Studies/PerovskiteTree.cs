using Similarity.Learning;
using Similarity.Learning.Clusters;

namespace Similarity.Benchmarks.Studies;

/// <summary>
/// The tree of barium titanate's polymorphs by average linkage. The tetragonal, orthorhombic and
/// rhombohedral are small distortions of the cubic; the hexagonal ones share faces of octahedra
/// where those share corners, and have to come last.
/// </summary>
internal static class PerovskiteTree
{
    private const string Composition = "BaTiO3";

    private static readonly string[] Distorted = ["tetragonal", "orthorhombic", "rhombohedral"];

    /// <summary>
    /// The height at which the three distorted have merged and that at which the first hexagonal
    /// joins any of them, in units of the latter; whether the cubic joins before it.
    /// </summary>
    public static string Describe(PolymorphDescriptor descriptor, PolymorphFamily[] families)
    {
        if (families.FirstOrDefault(one => one.Composition == Composition) is not { } family)
        {
            return "";
        }

        PolymorphEntry[] entries = [.. family.Named.Where(entry => entry.MpId is not null)];
        double[][] table = descriptor.Distances(entries, entries);
        DistanceMatrix heights = HierarchicalClustering
            .Of(DistanceMatrix.Of(entries.Length, (i, j) => table[i][j]), Linkage.Average)
            .CopheneticDistances();
        int[] distorted = [.. Indices(entries, Distorted)];
        int[] hexagonal = [.. Indices(entries, ["hexagonal"])];
        if (hexagonal.Length == 0)
        {
            // Left out for their size.
            return "";
        }

        int cubic = Indices(entries, ["cubic"]).Single();
        double together = distorted.Max(i => distorted.Max(j => heights[i, j]));
        double apart = distorted.Min(i => hexagonal.Min(j => heights[i, j]));
        double withCubic = distorted.Min(i => heights[i, cubic]);
        return FormattableString.Invariant(
            $"{(together < apart ? "yes" : "no")}, {together / apart:F2}; ")
            + (withCubic < apart ? "cubic too" : "cubic later");
    }

    private static IEnumerable<int> Indices(PolymorphEntry[] entries, string[] words) => entries
        .Index()
        .Where(entry => words.Any(word => entry.Item.Name.Contains(
            $"_{word}", StringComparison.Ordinal)))
        .Select(entry => entry.Index);
}
