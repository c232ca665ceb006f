using System.Text;
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

    private JsonField Root() => JsonField.Parse(file, Encoding.UTF8.GetBytes(text), Number);
}
