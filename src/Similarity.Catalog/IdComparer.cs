namespace Similarity.Catalog;

/// <summary>
/// The order of ids: that of the bytes of their UTF-8, which is that of their code points.
/// </summary>
public sealed class IdComparer : IComparer<string>
{
    private IdComparer()
    {
    }

    public static IdComparer Instance { get; } = new();

    public int Compare(string? a, string? b)
    {
        if (a is null || b is null)
        {
            return (a is null ? 0 : 1) - (b is null ? 0 : 1);
        }

        int length = Math.Min(a.Length, b.Length);
        int same = a.AsSpan(0, length).CommonPrefixLength(b);
        if (same == length)
        {
            return a.Length.CompareTo(b.Length);
        }

        // Surrogates stand for code points above all others, but are units below U+E000.
        char x = a[same], y = b[same];
        return char.IsSurrogate(x) == char.IsSurrogate(y)
            ? x.CompareTo(y)
            : char.IsSurrogate(x) ? 1 : -1;
    }
}
