namespace Similarity.Catalog.Import;

/// <summary>A file that could not be read, with the place where reading stopped.</summary>
public sealed record FileFailure(string File, string Message, long? Line, string? Field);
