namespace Similarity.Catalog.Filters;

/// <summary>Hash codes of sequences that are equal item by item.</summary>
internal static class Hashes
{
    public static int Of<T>(IEnumerable<T> items)
    {
        var hash = default(HashCode);
        foreach (T item in items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }
}
