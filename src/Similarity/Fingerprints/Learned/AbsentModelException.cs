namespace Similarity.Fingerprints;

/// <summary>A setting names the file of a model, and there is none.</summary>
public sealed class AbsentModelException(string message) : ArgumentException(message);
