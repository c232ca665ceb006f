namespace Similarity.Operators;

/// <summary>A shell on a site of the crystal; function m has the index First + l + m.</summary>
/// <param name="First">Index of the function m = −l in the basis.</param>
public readonly record struct SiteShell(int Site, GaussianShell Shell, int First);
