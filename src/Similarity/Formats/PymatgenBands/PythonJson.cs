using System.Text.Json;

namespace Similarity.Formats.PymatgenBands;

/// <summary>
/// JSON as Python writes it: with the bare words NaN, Infinity and -Infinity, which JSON does not
/// know. They are read as values of no kind, so that a needed number among them is refused by name.
/// </summary>
internal static class PythonJson
{
    /// <summary>A larger file is no band structure, or a compressed one made to exhaust memory.</summary>
    private const int MaximalLength = 512 << 20;

    public static PythonJsonField Read(FileSource source)
    {
        byte[] content = ReadAll(source);
        QuoteSpecialNumbers(content);
        try
        {
            // Not disposed: the fields that read from it have no common end.
            return new PythonJsonField(source.Path, "$", JsonDocument.Parse(content).RootElement);
        }
        catch (JsonException e)
        {
            throw new InvalidFileException(source.Path, "no valid JSON: " + e.Message, e.LineNumber + 1, inner: e);
        }
    }

    /// <summary>
    /// Names of the outermost properties and all values of "@module" that a first piece of a JSON
    /// file shows; empty when it is no JSON object.
    /// </summary>
    public static HashSet<string> Marks(ReadOnlyMemory<byte> head)
    {
        HashSet<string> marks = [];
        byte[] content = head.ToArray();
        QuoteSpecialNumbers(content);
        var reader = new Utf8JsonReader(content, isFinalBlock: false, default);
        try
        {
            bool isModule = false;
            while (reader.Read())
            {
                if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    isModule = reader.ValueTextEquals("@module");
                    if (reader.CurrentDepth == 1)
                    {
                        marks.Add(reader.GetString()!);
                    }
                }
                else if (isModule && reader.TokenType == JsonTokenType.String)
                {
                    marks.Add(reader.GetString()!);
                    isModule = false;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // What was seen before the damage (or before text that is no UTF-8) is enough to tell.
        }

        return marks;
    }

    private static byte[] ReadAll(FileSource source)
    {
        try
        {
            using Stream stream = source.Open();
            using var content = new MemoryStream();
            byte[] buffer = new byte[1 << 16];
            int read;
            while ((read = stream.Read(buffer)) > 0)
            {
                content.Write(buffer, 0, read);
                if (content.Length > MaximalLength)
                {
                    throw new InvalidFileException(source.Path, $"more than {MaximalLength >> 20} MiB of JSON");
                }
            }

            return content.ToArray();
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new InvalidFileException(source.Path, "damaged gzip data: " + e.Message, inner: e);
        }
    }

    /// <summary>Puts quotes around the special words, in place: NaN → "N", so positions stay.</summary>
    private static void QuoteSpecialNumbers(Span<byte> json)
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
                    json[i] = json[i + length - 1] = (byte)'"';
                    i += length - 1;
                }
            }
        }
    }
}
