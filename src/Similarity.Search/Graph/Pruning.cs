using Similarity.Search.Graph.Distances;

namespace Similarity.Search.Graph;

/// <summary>
/// Which candidates a row links to: the nearest first, and none that a row linked before is much
/// nearer to, because the way leads through that one (RobustPrune of Subramanya et al., DiskANN,
/// NeurIPS 2019).
/// </summary>
internal static unsafe class Pruning
{
    /// <summary>Chooses links and returns how many.</summary>
    /// <param name="candidates">Ascending, each once, with their distances to the row.</param>
    /// <param name="chosen">Has room for the degree wanted.</param>
    internal static int Choose<TDistance>(
        TDistance distance,
        in GraphRows rows,
        double reach,
        ReadOnlySpan<Candidate> candidates,
        Span<int> chosen)
        where TDistance : struct, IGraphDistance
    {
        float factor = (float)(distance.IsSquared ? reach * reach : reach);
        int count = 0;
        foreach (Candidate candidate in candidates)
        {
            float* vector = rows.Table.Row(candidate.Row);
            float size = rows.Size(candidate.Row);
            bool isLedTo = false;
            for (int i = 0; i < count && !isLedTo; i++)
            {
                int other = chosen[i];
                float between = distance.Between(
                    rows.Table.Row(other), rows.Size(other), vector, size);
                isLedTo = factor * between <= candidate.Distance;
            }

            if (!isLedTo)
            {
                chosen[count++] = candidate.Row;
                if (count == chosen.Length)
                {
                    break;
                }
            }
        }

        return count;
    }
}
