using System.Collections.Immutable;
using Similarity.Learning.Validation;

namespace Similarity.Learning.Clusters;

/// <summary>
/// The tree of n items that n − 1 mergers make: its leaves are the items, its root the last merger.
/// Rows read as those of scipy's linkage: First, Second, Height, Size.
/// </summary>
public sealed class Dendrogram
{
    /// <param name="mergers">From low to high, each cluster joined once, after it is made.</param>
    public Dendrogram(int count, ReadOnlySpan<Merger> mergers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (mergers.Length != count - 1)
        {
            throw new ArgumentException(
                $"{mergers.Length} mergers; {count} items are joined by {count - 1}",
                nameof(mergers));
        }

        int[] sizes = new int[2 * count - 1];
        Array.Fill(sizes, 1, 0, count);
        for (int m = 0; m < mergers.Length; m++)
        {
            (int first, int second, double height, int size) = mergers[m];
            bool isHigher = m == 0 || height >= mergers[m - 1].Height;
            bool areThere = 0 <= first && first < second && second < count + m
                && sizes[first] > 0 && sizes[second] > 0;
            if (!isHigher || !areThere || size != sizes[first] + sizes[second])
            {
                throw new ArgumentException(
                    $"merger {m}, {mergers[m]}, does not follow those before it", nameof(mergers));
            }

            sizes[count + m] = size;
            sizes[first] = sizes[second] = 0;
        }

        Count = count;
        Mergers = [.. mergers];
    }

    /// <summary>Number of items.</summary>
    public int Count { get; }

    public ImmutableArray<Merger> Mergers { get; }

    /// <summary>Of the last merger; 0 for one item.</summary>
    public double Height => Mergers.IsEmpty ? 0 : Mergers[^1].Height;

    /// <summary>
    /// The items so that no two branches cross when drawn: those of First before those of Second.
    /// </summary>
    public int[] LeafOrder()
    {
        var leaves = new List<int>(Count);
        var open = new Stack<int>([2 * Count - 2]);
        while (open.TryPop(out int cluster))
        {
            if (cluster < Count)
            {
                leaves.Add(cluster);
            }
            else
            {
                open.Push(Mergers[cluster - Count].Second);
                open.Push(Mergers[cluster - Count].First);
            }
        }

        return [.. leaves];
    }

    /// <summary>
    /// labels[i]: the cluster of item i when all mergers up to <paramref name="height"/> are made.
    /// Clusters are numbered from 0 by their smallest item.
    /// </summary>
    public int[] Cut(double height)
    {
        int[] parent = [.. Enumerable.Range(0, 2 * Count - 1)];
        for (int m = 0; m < Mergers.Length && Mergers[m].Height <= height; m++)
        {
            parent[Mergers[m].First] = parent[Mergers[m].Second] = Count + m;
        }

        var numbers = new Dictionary<int, int>();
        int[] labels = new int[Count];

        // Parents have larger numbers: from the root down each cluster finds its top ready.
        for (int cluster = parent.Length - 1; cluster >= 0; cluster--)
        {
            parent[cluster] = parent[parent[cluster]];
        }

        for (int i = 0; i < Count; i++)
        {
            numbers.TryAdd(parent[i], numbers.Count);
            labels[i] = numbers[parent[i]];
        }

        return labels;
    }

    /// <summary>
    /// The height at which two items first are in one cluster: an ultrametric,
    /// d(i, k) ≤ max(d(i, j), d(j, k)).
    /// </summary>
    public DistanceMatrix CopheneticDistances()
    {
        double[] upper = new double[(long)Count * (Count - 1) / 2];
        var items = new int[2 * Count - 1][];
        for (int i = 0; i < Count; i++)
        {
            items[i] = [i];
        }

        foreach ((int m, Merger merger) in Mergers.Index())
        {
            foreach (int i in items[merger.First])
            {
                foreach (int j in items[merger.Second])
                {
                    upper[DistanceMatrix.Index(Count, i, j)] = merger.Height;
                }
            }

            items[Count + m] = [.. items[merger.First], .. items[merger.Second]];
            items[merger.First] = items[merger.Second] = [];
        }

        return new DistanceMatrix(Count, upper);
    }

    /// <summary>
    /// How faithful the tree is: Pearson's correlation of its cophenetic distances with the
    /// distances it was made of. Null where one of the two does not vary.
    /// </summary>
    public double? CopheneticCorrelation(DistanceMatrix distances)
    {
        if (distances.Count != Count)
        {
            throw new ArgumentException(
                $"distances of {distances.Count} items, a tree of {Count}", nameof(distances));
        }

        return Correlation.Pearson(distances.Upper, CopheneticDistances().Upper);
    }
}
