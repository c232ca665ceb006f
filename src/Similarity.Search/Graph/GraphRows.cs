namespace Similarity.Search.Graph;

/// <summary>The vectors of a graph and the number that its distance keeps for each.</summary>
/// <param name="sizes">Empty where the distance uses none.</param>
internal readonly struct GraphRows(RowTable table, float[] sizes)
{
    internal RowTable Table { get; } = table;

    internal float[] Sizes => sizes;

    internal float Size(int row) => sizes.Length == 0 ? 0 : sizes[row];
}
