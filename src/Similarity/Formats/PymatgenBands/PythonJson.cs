using System.Text.Json;

namespace Similarity.Formats.PymatgenBands;

/// <summary>
/// JSON as Python writes it: with the bare words NaN, Infinity and -Infinity, which JSON does not
/// know. They are turned into texts, so that where a number is needed they are refused by name.
/// </summary>
internal static class PythonJson
{
    public static JsonField Read(FileSource source)
    {
        byte[] content = source.ReadAllBytes();
        QuoteSpecialNumbers(content);
        return JsonField.Parse(source.Path, content);
    }

    /// <summary>
    /// The data of a numpy array that was written as an object; otherwise the field itself.
    /// </summary>
    public static JsonField Data(this JsonField field) =>
        field.Kind == JsonValueKind.Object ? field["data"] : field;

    /// <summary>
    /// Names of the outermost properties and all values of "@module" that a first piece of a JSON
    /// file shows; empty when it is no JSON object.
    /// </summary>
    public static HashSet<string> Marks(ReadOnlyMemory<byte> head)
    {
        HashSet<string> marks = new(StringComparer.Ordinal);
        byte[] content = head[(head.Span.StartsWith("\uFEFF"u8) ? 3 : 0)..].ToArray();
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

    /// <summary>
    /// Puts quotes around the special words, in place: NaN → "N", so positions stay.
    /// </summary>
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
