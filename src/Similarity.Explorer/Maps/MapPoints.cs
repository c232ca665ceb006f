using System.Collections.Immutable;

namespace Similarity.Explorer.Maps;

/// <summary>Materials in the plane.</summary>
/// <param name="Materials">Indexes into those of the view.</param>
/// <param name="Xy">x and y of one after the other.</param>
/// <param name="ExplainedVariance">Shares of the two axes; empty where axes mean nothing.</param>
internal sealed record MapPoints(
    ImmutableArray<int> Materials, float[] Xy, ImmutableArray<double> ExplainedVariance);
