namespace Similarity.Crystals;

/// <summary>Sites that symmetry may exchange: same element, same occupancy.</summary>
internal static class SiteKinds
{
    // Occupancies are refined to three or four digits; more would split equal sites.
    private const int OccupancyDigits = 4;

    /// <summary>kinds[i]: a number 0, 1, … that equal sites share.</summary>
    public static int[] Of(Crystal crystal)
    {
        var known = new Dictionary<(Element, double), int>();
        int[] kinds = new int[crystal.Count];
        for (int i = 0; i < kinds.Length; i++)
        {
            Site site = crystal.Sites[i];
            (Element, double) key = (site.Element, Math.Round(site.Occupancy, OccupancyDigits));
            if (!known.TryGetValue(key, out kinds[i]))
            {
                kinds[i] = known[key] = known.Count;
            }
        }

        return kinds;
    }

    /// <summary>The sites of the rarest kind: the fewest candidates for an image of the first.</summary>
    public static int[] Rarest(int[] kinds) => Enumerable.Range(0, kinds.Length)
        .GroupBy(site => kinds[site])
        .OrderBy(group => group.Count())
        .ThenBy(group => group.Key)
        .First()
        .ToArray();
}
