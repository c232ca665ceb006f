namespace Similarity.Search.Graph;

/// <summary>A graph over the rows of a collection, without their vectors.</summary>
/// <param name="Entry">The row where searches begin; −1 where there is no row.</param>
/// <param name="Sizes">What the distance keeps for each row; empty where it keeps nothing.</param>
/// <param name="LargestSquare">
/// No less than |x|² of any row, for <see cref="SearchMetric.Dot"/>; else 0.
/// </param>
internal sealed record GraphState(
    Links Links, int Entry, Twins Twins, float[] Sizes, float LargestSquare)
{
    internal static GraphState Empty(GraphOptions options) =>
        new(new Links(0, options.Capacity), -1, new Twins(0, []), [], 0);
}
