using System.Diagnostics.CodeAnalysis;

namespace Similarity.Formats.Cif;

/// <summary>
/// A data block: single items and loops by tag. Tags are compared in the form of
/// <see cref="Canonical"/>.
/// </summary>
internal sealed class CifBlock(string file, string name, long line)
{
    private readonly Dictionary<string, CifToken> items = new(StringComparer.Ordinal);
    private readonly List<CifLoop> loops = [];

    public string File { get; } = file;

    public string Name { get; } = name;

    public long Line { get; } = line;

    /// <summary>
    /// Lower case, with '_' for '.': the newer dictionaries and mmCIF write <c>_cell.length_a</c>
    /// for <c>_cell_length_a</c>.
    /// </summary>
    public static string Canonical(string tag) => tag.ToLowerInvariant().Replace('.', '_');

    public void Add(string tag, CifToken value) => items.TryAdd(tag, value);

    public void Add(CifLoop loop) => loops.Add(loop);

    /// <summary>
    /// A single item, or the value of a loop of one row; false if absent, '?' or '.'.
    /// </summary>
    public bool TryGet(string tag, out CifToken value)
    {
        if (!items.TryGetValue(tag, out value))
        {
            if (!TryGetLoop(tag, out CifLoop? loop, out int column) || loop.Rows == 0)
            {
                return false;
            }

            value = loop[0, column];
        }

        return value is not { Kind: CifTokenKind.Word, Text: "?" or "." };
    }

    /// <summary>
    /// The first of several names of one thing, by the dictionaries of different years.
    /// </summary>
    public bool TryGetAny(ReadOnlySpan<string> tags, out CifToken value)
    {
        foreach (string tag in tags)
        {
            if (TryGet(tag, out value))
            {
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>The loop with a tag; items outside any loop count as a loop of one row.</summary>
    public bool TryGetLoop(string tag, [NotNullWhen(true)] out CifLoop? loop, out int column)
    {
        foreach (CifLoop candidate in loops)
        {
            column = candidate.Column(tag);
            if (column >= 0)
            {
                loop = candidate;
                return true;
            }
        }

        if (items.TryGetValue(tag, out CifToken single))
        {
            // One atom or one operator may be given without loop_: its category is the single row.
            string category = tag[..(tag.LastIndexOf('_') + 1)];
            string[] tags =
                [.. items.Keys.Where(key => key.StartsWith(category, StringComparison.Ordinal))];
            loop = new CifLoop(tags, [.. tags.Select(key => items[key])], single.Line);
            column = loop.Column(tag);
            return true;
        }

        loop = null;
        column = -1;
        return false;
    }

    public FilePlace Place(string tag, long? at = null) => new(File, at ?? Line, tag);
}

/// <summary>A table of values by row and tag.</summary>
internal sealed class CifLoop(string[] tags, List<CifToken> values, long line)
{
    public long Line { get; } = line;

    public int Rows => values.Count / tags.Length;

    public CifToken this[int row, int column] => values[row * tags.Length + column];

    /// <summary>The column of a tag, −1 if the loop has none.</summary>
    public int Column(string tag) => Array.IndexOf(tags, tag);
}
