namespace Similarity.Cli.Verbs.GridDensity;

/// <summary>Planes First … First + Count − 1 of a grid.</summary>
internal readonly record struct PlaneRange(int First, int Count);
