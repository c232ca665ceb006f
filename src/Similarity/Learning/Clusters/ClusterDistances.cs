namespace Similarity.Learning.Clusters;

/// <summary>The clusters of the moment, each under its smallest item, and how far apart.</summary>
internal sealed class ClusterDistances
{
    private readonly int count;
    private readonly Linkage linkage;
    private readonly double[] upper;
    private readonly int[] sizes;

    public ClusterDistances(DistanceMatrix distances, Linkage linkage)
    {
        count = distances.Count;
        this.linkage = linkage;
        upper = distances.Upper.ToArray();
        sizes = new int[count];
        Array.Fill(sizes, 1);
    }

    /// <param name="preferred">Taken where it is as near as any; −1 for none.</param>
    public int NearestTo(int cluster, int preferred)
    {
        int nearest = preferred;
        double least = preferred < 0 ? double.PositiveInfinity : Between(cluster, preferred);
        for (int other = 0; other < count; other++)
        {
            if (other != cluster && sizes[other] > 0 && Between(cluster, other) < least)
            {
                nearest = other;
                least = Between(cluster, other);
            }
        }

        return nearest;
    }

    /// <summary>Joins v to u &lt; v and returns how far apart they were.</summary>
    public double Join(int u, int v)
    {
        double height = Between(u, v);
        for (int w = 0; w < count; w++)
        {
            if (w != u && w != v && sizes[w] > 0)
            {
                upper[DistanceMatrix.Index(count, u, w)] = Joined(u, v, w, height);
            }
        }

        sizes[u] += sizes[v];
        sizes[v] = 0;
        return height;
    }

    private double Between(int u, int v) => upper[DistanceMatrix.Index(count, u, v)];

    /// <summary>
    /// The distance of u ∪ v from w. It is at least that of the nearer of u and v, to the last bit:
    /// otherwise rounding could turn a chain back on itself.
    /// </summary>
    private double Joined(int u, int v, int w, double height)
    {
        double fromU = Between(u, w), fromV = Between(v, w);
        double low = Math.Min(fromU, fromV), high = Math.Max(fromU, fromV);
        double sizeOfHigh = fromU > fromV ? sizes[u] : sizes[v];
        double both = sizes[u] + sizes[v];
        return linkage switch
        {
            Linkage.Single => low,
            Linkage.Complete => high,
            Linkage.Average => low + (high - low) * (sizeOfHigh / both),
            Linkage.Weighted => low + (high - low) / 2,
            Linkage.Ward => Math.Max(low, Ward(fromU, fromV, height, sizes[u], sizes[v], sizes[w])),
            _ => throw new ArgumentOutOfRangeException(nameof(linkage), linkage, "no such linkage"),
        };
    }

    private static double Ward(
        double fromU, double fromV, double between, double u, double v, double w) =>
        Math.Sqrt(
            ((u + w) * fromU * fromU + (v + w) * fromV * fromV - w * between * between)
            / (u + v + w));
}
