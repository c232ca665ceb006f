namespace Similarity.Learning.Clusters;

/// <summary>
/// Clusters of density (M. Ester, H.-P. Kriegel, J. Sander and X. Xu, KDD 1996): an item with at
/// least minPoints items within ε, itself included, is a core; cores within ε of each other share a
/// cluster; other items belong to a core within ε, or are noise.
/// </summary>
/// <remarks>
/// Clusters are numbered from 0 by their smallest core. An item near the cores of two clusters, the
/// only ambiguity there is, belongs to the one of smaller number. With minPoints = 1 every item is
/// a core, and the clusters are those of single linkage cut at ε.
/// </remarks>
public static class Dbscan
{
    /// <summary>The label of an item near no core.</summary>
    public const int Noise = -1;

    /// <returns>labels[i]: the cluster of item i, or <see cref="Noise"/>.</returns>
    public static int[] Labels(DistanceMatrix distances, double epsilon, int minPoints)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epsilon);
        ArgumentOutOfRangeException.ThrowIfLessThan(minPoints, 1);
        int count = distances.Count;
        bool[] isCore = new bool[count];
        for (int i = 0; i < count; i++)
        {
            int near = 0;
            for (int j = 0; j < count; j++)
            {
                near += distances[i, j] <= epsilon ? 1 : 0;
            }

            isCore[i] = near >= minPoints;
        }

        int[] labels = new int[count];
        Array.Fill(labels, Noise);
        int clusters = 0;
        var open = new Stack<int>();
        for (int first = 0; first < count; first++)
        {
            if (!isCore[first] || labels[first] != Noise)
            {
                continue;
            }

            labels[first] = clusters;
            open.Push(first);
            while (open.TryPop(out int core))
            {
                for (int i = 0; i < count; i++)
                {
                    if (labels[i] == Noise && distances[core, i] <= epsilon)
                    {
                        labels[i] = clusters;
                        if (isCore[i])
                        {
                            open.Push(i);
                        }
                    }
                }
            }

            clusters++;
        }

        return labels;
    }
}
