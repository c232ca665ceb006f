namespace Similarity.Search.Segments;

/// <summary>
/// A file of vectors that is not what it says, or not such a file. The message names the file and
/// what is wrong with it.
/// </summary>
public sealed class InvalidSegmentException : Exception
{
    /// <param name="file">Path as the caller gave it.</param>
    /// <param name="problem">What is wrong and what was expected.</param>
    public InvalidSegmentException(string file, string problem, Exception? inner = null)
        : base($"{file}: {problem}", inner) => File = file;

    public string File { get; }
}
