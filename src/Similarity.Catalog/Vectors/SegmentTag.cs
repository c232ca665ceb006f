using System.Globalization;

namespace Similarity.Catalog.Vectors;

/// <summary>
/// What a segment says it is made of: which catalog, as which of its writes had left it, and which
/// set. It holds no key above the last one of that write, so that a catalog that knows the write
/// has the same vectors by the same keys.
/// </summary>
internal sealed record SegmentTag(string CatalogId, CatalogMark Mark, string Identity)
{
    public static SegmentTag? TryParse(string text)
    {
        string[] words = text.Split(' ', 4);
        return words.Length == 4
            && long.TryParse(
                words[1], NumberStyles.None, CultureInfo.InvariantCulture, out long lastKey)
            ? new SegmentTag(words[0], new CatalogMark(lastKey, words[2]), words[3])
            : null;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{CatalogId} {Mark.LastKey} {Mark.Token} {Identity}");
}
