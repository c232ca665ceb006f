namespace Similarity.Search.Graph;

/// <summary>
/// A file of a graph that is damaged, of another version or of other vectors, or not such a file.
/// The message names the file and what is wrong with it.
/// </summary>
public sealed class InvalidGraphException : Exception
{
    /// <param name="file">Path as the caller gave it.</param>
    /// <param name="problem">What is wrong and what was expected.</param>
    public InvalidGraphException(string file, string problem, Exception? inner = null)
        : base($"{file}: {problem}", inner) => File = file;

    public string File { get; }
}
