using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Similarity.Catalog.Records;

/// <summary>JSON without blanks that is the same for the same content, on every machine.</summary>
internal static class JsonRecord
{
    // Letters of any script stay readable: the text is data, never part of a web page.
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            write(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads, and says what is wrong in one kind of exception.</summary>
    /// <exception cref="FormatException">The text is not such a record.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> json, string what, Func<JsonElement, T> read)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            return read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException
            or FormatException or KeyNotFoundException or ArgumentException)
        {
            throw new FormatException($"{what}: {e.Message}", e);
        }
    }

    public static void WriteTexts(Utf8JsonWriter writer, ImmutableArray<string> texts)
    {
        writer.WriteStartArray();
        foreach (string text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    }

    public static ImmutableArray<string> ReadTexts(JsonElement array) =>
        [.. array.EnumerateArray().Select(Text)];

    public static string Text(JsonElement element) =>
        element.GetString() ?? throw new FormatException("null where a text is expected");
}
