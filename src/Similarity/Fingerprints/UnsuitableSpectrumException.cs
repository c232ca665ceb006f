namespace Similarity.Fingerprints;

/// <summary>
/// A spectrum lacks what a recipe needs: a Fermi level, a structure, projections. The message says
/// what, and what to do instead.
/// </summary>
public sealed class UnsuitableSpectrumException(string message) : Exception(message);
