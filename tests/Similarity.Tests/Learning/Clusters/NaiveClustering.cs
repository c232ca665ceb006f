using Similarity.Learning;
using Similarity.Learning.Clusters;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Tests.Learning.Clusters;

/// <summary>
/// The slow twin: all pairs of clusters are tried for every merger, and the distance of two
/// clusters is computed from their items by its definition, not by a recurrence. Every height is
/// compared.
/// </summary>
internal static class NaiveClustering
{
    public delegate double ClusterDistance(Branch a, Branch b);

    /// <summary>A cluster with its items in order of the tree: children matter to WPGMA.</summary>
    public sealed record Branch(int Number, int[] Items, Branch? First, Branch? Second);

    public static Merger[] Mergers(int count, ClusterDistance distance)
    {
        List<Branch> alive =
            [.. Enumerable.Range(0, count).Select(i => new Branch(i, [i], null, null))];
        var mergers = new List<Merger>();
        while (alive.Count > 1)
        {
            var pairs = from a in alive
                        from b in alive
                        where a.Number < b.Number
                        select (a, b, Distance: distance(a, b));
            (Branch first, Branch second, double height) = pairs.MinBy(pair => pair.Distance);
            var joined = new Branch(
                count + mergers.Count, [.. first.Items, .. second.Items], first, second);
            mergers.Add(new Merger(first.Number, second.Number, height, joined.Items.Length));
            alive.Remove(first);
            alive.Remove(second);
            alive.Add(joined);
        }

        return [.. mergers];
    }

    public static ClusterDistance Of(
        Linkage linkage, DistanceMatrix distances, Matrix<double> points) => linkage switch
        {
            Linkage.Single => (a, b) => Pairs(a, b, distances).Min(),
            Linkage.Complete => (a, b) => Pairs(a, b, distances).Max(),
            Linkage.Average => (a, b) => Pairs(a, b, distances).Average(),
            Linkage.Weighted => (a, b) => OverBranches(a, b, distances),
            Linkage.Ward => (a, b) => Math.Sqrt(2 * (Deviation([.. a.Items, .. b.Items], points)
                - Deviation(a.Items, points) - Deviation(b.Items, points))),
            _ => throw new ArgumentOutOfRangeException(nameof(linkage)),
        };

    private static IEnumerable<double> Pairs(Branch a, Branch b, DistanceMatrix distances) =>
        from i in a.Items from j in b.Items select distances[i, j];

    /// <summary>Half the weight to each branch, down to the leaves.</summary>
    private static double OverBranches(Branch a, Branch b, DistanceMatrix distances)
    {
        if (a is { First: { } first, Second: { } second })
        {
            return (OverBranches(first, b, distances) + OverBranches(second, b, distances)) / 2;
        }

        return b.First is null ? distances[a.Number, b.Number] : OverBranches(b, a, distances);
    }

    /// <summary>Sum of squared distances from the centre.</summary>
    private static double Deviation(int[] items, Matrix<double> points) =>
        Enumerable.Range(0, points.Columns).Sum(c =>
        {
            double centre = items.Average(i => points[i, c]);
            return items.Sum(i => Math.Pow(points[i, c] - centre, 2));
        });
}
