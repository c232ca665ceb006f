namespace Similarity.Formats;

/// <summary>
/// The bare words NaN, Infinity and -Infinity that Python writes into JSON, which does not know
/// them. They are turned into strings that nobody writes, so that the rest can be read, and where a
/// number is needed they are refused by name.
/// </summary>
internal static class PythonNumbers
{
    /// <summary>The control character delete, which JSON allows in strings.</summary>
    private const byte Filler = 0x7F;

    private static readonly string[] Words = ["NaN", "Infinity", "-Infinity"];

    /// <summary>
    /// Replaces the words outside of strings, in place: the length stays, and so do positions.
    /// </summary>
    public static void Quote(Span<byte> json)
    {
        bool inString = false;
        for (int i = 0; i < json.Length; i++)
        {
            if (inString)
            {
                if (json[i] == '\\')
                {
                    i++;
                }
                else
                {
                    inString = json[i] != '"';
                }
            }
            else if (json[i] == '"')
            {
                inString = true;
            }
            else if (json[i] is (byte)'N' or (byte)'I' or (byte)'-')
            {
                int length = json[i..].StartsWith("NaN"u8) ? 3
                    : json[i..].StartsWith("Infinity"u8) ? 8
                    : json[i..].StartsWith("-Infinity"u8) ? 9
                    : 0;
                if (length > 0)
                {
                    json.Slice(i, length).Fill(Filler);
                    json[i] = json[i + length - 1] = (byte)'"';
                    i += length - 1;
                }
            }
        }
    }

    /// <summary>
    /// The word that stood where JSON has this text (with its quotes) now, or null.
    /// </summary>
    public static string? WordOf(string rawText) => rawText.Length > 2
        && rawText.AsSpan(1, rawText.Length - 2).IndexOfAnyExcept((char)Filler) < 0
            ? Array.Find(Words, word => word.Length == rawText.Length)
            : null;
}
