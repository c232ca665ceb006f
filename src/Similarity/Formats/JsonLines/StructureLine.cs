using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Similarity.Crystals;

namespace Similarity.Formats.JsonLines;

/// <summary>
/// One line of a file of structures, not yet read: a bad line does not spoil those after it.
/// </summary>
public sealed class StructureLine
{
    private readonly string file;
    private readonly string text;

    internal StructureLine(string file, long number, string text)
    {
        this.file = file;
        this.text = text;
        Number = number;
    }

    /// <summary>1-based.</summary>
    public long Number { get; }

    /// <exception cref="InvalidFileException">The line is no structure.</exception>
    public Crystal Read() => JsonLinesFormat.Parse(Root());

    /// <summary>The id, also of a line whose structure makes no sense; null without one.</summary>
    public string? Id
    {
        get
        {
            try
            {
                return Root().TryGet("id", out JsonField id) ? id.Text() : null;
            }
            catch (InvalidFileException)
            {
                return null;
            }
        }
    }

    /// <summary>
    /// The id that the structure of the line has if it can be read, found by a scan that builds
    /// nothing; null without one. Of a line that cannot be read it is any text, but always the
    /// same.
    /// </summary>
    public string? ScanForId()
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
        string? id = null;
        try
        {
            while (reader.Read())
            {
                // A name that comes twice counts the last time, as in the document.
                if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == 1
                    && reader.ValueTextEquals("id"u8))
                {
                    reader.Read();
                    id = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
                }
            }

            return id;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Words of Python, or no JSON at all: the slower way knows.
            return Id;
        }
    }

    /// <summary>
    /// What the line says besides its structure, by name, in the order of the line.
    /// </summary>
    /// <exception cref="InvalidFileException">The line is no JSON object.</exception>
    public ImmutableArray<KeyValuePair<string, JsonElement>> Metadata()
    {
        // Read before for its structure, so that its names and texts are known to be sound.
        _ = Root();
        using var document = JsonDocument.Parse(text);
        return
        [
            .. document.RootElement.EnumerateObject()
                .Where(member => !JsonLinesFormat.StructureNames.Contains(member.Name))
                .Select(member => KeyValuePair.Create(member.Name, member.Value.Clone())),
        ];
    }

    private JsonField Root() => JsonField.Parse(file, Encoding.UTF8.GetBytes(text), Number);
}
