namespace Similarity.Cli.CommandLine;

/// <summary>Standard output takes no more: a full disk, a closed stream.</summary>
internal sealed class OutputException(string message, Exception inner) : Exception(message, inner);
