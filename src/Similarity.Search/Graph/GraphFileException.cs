namespace Similarity.Search.Graph;

/// <summary>
/// A file of a graph cannot be used: damaged, of another version, or of other vectors; the message
/// names it and says why.
/// </summary>
public sealed class GraphFileException(string path, string problem, Exception? cause = null)
    : Exception($"{path}: {problem}", cause)
{
    public string Path { get; } = path;
}
