using System.Text.Json;

namespace Similarity.Formats.PymatgenBands;

/// <summary>What the JSON of pymatgen has in common.</summary>
internal static class PythonJson
{
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
        PythonNumbers.Quote(content);
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
}
