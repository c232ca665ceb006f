namespace Similarity.Learning.Clusters;

/// <summary>
/// Joins the two nearest clusters until one is left, by chains of nearest neighbours (F. Murtagh,
/// Comput. J. 26, 354 (1983)) in O(n²) time and memory: walk from cluster to nearest cluster until
/// two are each other's nearest; join them; walk on from the rest of the chain.
/// </summary>
/// <remarks>
/// Of clusters equally near, the one the chain came from is preferred, else the one whose smallest
/// item is smallest: the same distances give the same tree. Trees of tied distances are not unique.
/// </remarks>
public static class HierarchicalClustering
{
    public static Dendrogram Of(
        DistanceMatrix distances, Linkage linkage, CancellationToken cancellation = default)
    {
        int count = distances.Count;
        ArgumentOutOfRangeException.ThrowIfZero(count, nameof(distances));
        var clusters = new ClusterDistances(distances, linkage);
        var joined = new List<(int U, int V, double Height)>(count - 1);
        var chain = new List<int>();
        while (joined.Count < count - 1)
        {
            cancellation.ThrowIfCancellationRequested();
            if (chain.Count == 0)
            {
                // Item 0 is in the cluster of the smallest item, which no other absorbs.
                chain.Add(0);
            }

            int tip = chain[^1];
            int previous = chain.Count > 1 ? chain[^2] : -1;
            int nearest = clusters.NearestTo(tip, previous);
            if (nearest != previous)
            {
                chain.Add(nearest);
                continue;
            }

            chain.RemoveRange(chain.Count - 2, 2);
            (int u, int v) = (Math.Min(tip, nearest), Math.Max(tip, nearest));
            joined.Add((u, v, clusters.Join(u, v)));
        }

        return new Dendrogram(count, Numbered(count, joined));
    }

    /// <summary>
    /// Mergers from low to high. A chain finds what is inside a cluster before the cluster, and no
    /// merger is lower than those inside it, so a stable sort keeps that order.
    /// </summary>
    private static Merger[] Numbered(int count, List<(int U, int V, double Height)> joined)
    {
        int[] clusterOf = [.. Enumerable.Range(0, count)];
        int[] sizes = new int[count];
        Array.Fill(sizes, 1);
        var mergers = new Merger[joined.Count];
        foreach ((int m, var row) in joined.OrderBy(row => row.Height).Index())
        {
            (int u, int v, double height) = row;
            int first = Math.Min(clusterOf[u], clusterOf[v]);
            int second = Math.Max(clusterOf[u], clusterOf[v]);
            sizes[u] += sizes[v];
            clusterOf[u] = count + m;
            mergers[m] = new Merger(first, second, height, sizes[u]);
        }

        return mergers;
    }
}
