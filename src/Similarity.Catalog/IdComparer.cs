using Similarity.Catalog.Filters;

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

    public int Compare(string? a, string? b) => a is null || b is null
        ? (a is null ? 0 : 1) - (b is null ? 0 : 1)
        : FilterText.Compare(a, b);
}
