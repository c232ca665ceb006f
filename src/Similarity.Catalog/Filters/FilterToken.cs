namespace Similarity.Catalog.Filters;

internal enum FilterTokenKind
{
    /// <summary>A name, a keyword or a text without quotes.</summary>
    Word,
    Number,

    /// <summary>A text in quotes; its value is without them.</summary>
    Text,
    Comparison,

    /// <summary>One of ( ) , . : and ..</summary>
    Mark,
    End,
}

/// <summary>A piece of a filter's text.</summary>
/// <param name="Start">Of its first character in the text, from 0.</param>
/// <param name="Value">A word or mark as it is, a text without quotes and escapes.</param>
internal readonly record struct FilterToken(
    FilterTokenKind Kind,
    int Start,
    string Value,
    double Number = 0,
    ComparisonOperator Comparison = default)
{
    private const int LongestShown = 40;

    public bool Is(string mark) => Kind == FilterTokenKind.Mark && Value == mark;

    /// <summary>Keywords are written in any case.</summary>
    public bool IsWord(string keyword) => Kind == FilterTokenKind.Word
        && Value.Equals(keyword, StringComparison.OrdinalIgnoreCase);

    /// <summary>As messages say what was found.</summary>
    public string Description => Kind switch
    {
        FilterTokenKind.End => "the filter ends here",
        FilterTokenKind.Text => "found a text in quotes",
        FilterTokenKind.Number => "found a number",
        _ => $"found '{Shown(Value)}'",
    };

    /// <summary>A value as messages show it: on one line and not too long.</summary>
    public static string Shown(string value)
    {
        string start = value.Length > LongestShown ? value[..LongestShown] + "…" : value;
        return string.Concat(start.Select(character =>
            char.IsControl(character) || char.IsSurrogate(character) ? '?' : character));
    }
}
