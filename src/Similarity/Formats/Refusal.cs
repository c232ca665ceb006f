namespace Similarity.Formats;

/// <summary>
/// Values built from a file by constructors that check them: what they refuse is the file's fault,
/// not the caller's.
/// </summary>
internal static class Refusal
{
    /// <exception cref="InvalidFileException">The constructor refused its arguments.</exception>
    public static T Build<T>(this FilePlace place, Func<T> build)
    {
        try
        {
            return build();
        }
        catch (ArgumentException e)
        {
            throw place.Error(e.Message, e);
        }
    }
}
