namespace Similarity.Formats;

/// <summary>
/// Values built from a file by constructors that check them: what they refuse is the file's fault,
/// not the caller's.
/// </summary>
internal static class Refusal
{
    /// <exception cref="InvalidFileException">The constructor refused its arguments.</exception>
    public static T AsInvalidFile<T>(string file, string field, Func<T> build)
    {
        try
        {
            return build();
        }
        catch (ArgumentException e)
        {
            throw new InvalidFileException(file, e.Message, field: field, inner: e);
        }
    }
}
