namespace Similarity.Explorer;

/// <summary>The explorer cannot start; the message says why.</summary>
public sealed class ExplorerException(string message, Exception? cause = null)
    : Exception(message, cause);
