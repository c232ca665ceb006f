using System.Globalization;

namespace Similarity.Formats;

/// <summary>
/// A file that cannot be read or makes no sense. The message names the file, the line or field, and
/// what was expected there.
/// </summary>
public sealed class InvalidFileException : Exception
{
    /// <param name="file">Path as the user gave it.</param>
    /// <param name="problem">What is wrong and what was expected.</param>
    /// <param name="line">1-based line, where the format has lines.</param>
    /// <param name="field">
    /// Path of the field inside the file: an XML or JSON path, an array name.
    /// </param>
    public InvalidFileException(
        string file, string problem, long? line =
            null, string? field = null, Exception? inner = null)
        : base(Describe(file, problem, line, field), inner)
    {
        File = file;
        Line = line;
        Field = field;
    }

    public string File { get; }

    public long? Line { get; }

    public string? Field { get; }

    private static string Describe(string file, string problem, long? line, string? field)
    {
        string place =
            line is null ? file : string.Create(CultureInfo.InvariantCulture, $"{file}:{line}");
        return field is null ? $"{place}: {problem}" : $"{place}: {field}: {problem}";
    }
}
