namespace Similarity.Learning.Clusters;

/// <summary>
/// Two clusters become one. Items are the clusters 0 … n − 1; the m-th merger makes cluster n + m.
/// </summary>
/// <param name="First">The cluster of smaller number.</param>
/// <param name="Height">The distance at which they join.</param>
/// <param name="Size">Items in the new cluster.</param>
public readonly record struct Merger(int First, int Second, double Height, int Size);
