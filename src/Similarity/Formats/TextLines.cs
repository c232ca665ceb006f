using System.Text;

namespace Similarity.Formats;

/// <summary>The lines of a text file one after another, with their numbers.</summary>
internal sealed class TextLines(FileSource source) : IDisposable
{
    private readonly StreamReader reader = new(source.Open(), Encoding.UTF8);

    /// <summary>1-based number of the line last returned, 0 before the first.</summary>
    public long Number { get; private set; }

    /// <summary>Where the line last returned stands.</summary>
    public FilePlace Place => new(source.Path, Number);

    /// <summary>The next line without its end, or null after the last.</summary>
    public string? Next()
    {
        string? line = reader.ReadLine();
        if (line is not null)
        {
            Number++;
        }

        return line;
    }

    /// <summary>The next line, which the format requires.</summary>
    public string Require(string expected) =>
        Next() ?? throw new InvalidFileException(
            source.Path, $"the file ends; expected {expected}", Number + 1);

    public void Dispose() => reader.Dispose();

    /// <summary>
    /// Splits at spaces and tabs into as many fields as there is room for; the last takes the rest.
    /// </summary>
    public static int Split(ReadOnlySpan<char> line, Span<Range> fields) =>
        line.SplitAny(fields, " \t\r", StringSplitOptions.RemoveEmptyEntries);
}
