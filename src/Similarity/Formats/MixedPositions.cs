using Similarity.Crystals;

namespace Similarity.Formats;

/// <summary>
/// Formats that list positions and, at each, its elements with their amounts, against
/// <see cref="Crystal.Sites"/>, where a mixed position is several sites.
/// </summary>
internal static class MixedPositions
{
    /// <summary>
    /// Runs of neighbouring sites that share one point and can do so: amounts sum to at most 1.
    /// </summary>
    public static IEnumerable<ArraySegment<Site>> Of(Crystal crystal)
    {
        Site[] sites = crystal.Sites.ToArray();
        int start = 0;
        while (start < sites.Length)
        {
            double amount = sites[start].Occupancy;
            int end = start + 1;
            while (end < sites.Length
                && sites[end].Position == sites[start].Position
                && amount + sites[end].Occupancy <= 1 + 1e-9)
            {
                amount += sites[end].Occupancy;
                end++;
            }

            yield return new ArraySegment<Site>(sites, start, end - start);
            start = end;
        }
    }
}
