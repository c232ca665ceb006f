namespace Similarity.Search.Device;

/// <summary>The rows that a device holds nearest to a query, the nearest first.</summary>
/// <param name="Lost">No other row has a smaller key.</param>
internal readonly record struct Candidates(uint[] Keys, int[] Rows, uint Lost);
