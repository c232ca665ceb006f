using Similarity.Numerics;

namespace Similarity.Search.Graph;

/// <summary>
/// In which order rows enter a graph. Collections come sorted by family, and a graph that grows
/// family by family has no links from one to the other: the order is random, from the seed.
/// </summary>
internal static class InsertionOrder
{
    internal static int[] Of(int first, int count, Twins twins, ulong seed)
    {
        int[] order =
            [.. Enumerable.Range(first, count - first).Where(row => !twins.IsTwin(row))];
        new RandomStream(seed).Child((ulong)first).Shuffle<int>(order);
        return order;
    }
}
