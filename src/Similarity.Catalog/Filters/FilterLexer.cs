using System.Globalization;
using System.Text;

namespace Similarity.Catalog.Filters;

/// <summary>
/// Cuts the text of a filter into tokens: those of OPTIMADE, words that hold capitals, texts in
/// single quotes, <c>&lt;&gt;</c> and the dots of a range.
/// </summary>
internal sealed class FilterLexer
{
    private static readonly string[] Reserved = ["and", "or", "not", "true", "false"];

    private readonly string text;
    private int position;

    private FilterLexer(string text) => this.text = text;

    /// <summary>All of them, the last one of kind End.</summary>
    public static List<FilterToken> Tokens(string text)
    {
        var lexer = new FilterLexer(text);
        var tokens = new List<FilterToken>();
        do
        {
            tokens.Add(lexer.Next());
        }
        while (tokens[^1].Kind != FilterTokenKind.End);
        return tokens;
    }

    public static bool IsWordStart(char character) =>
        char.IsAsciiLetter(character) || character == '_';

    public static bool IsWordPart(char character) =>
        char.IsAsciiLetterOrDigit(character) || character == '_';

    /// <summary>Words that are keywords wherever they stand, in any case.</summary>
    public static bool IsReserved(string word) =>
        Reserved.Contains(word, StringComparer.OrdinalIgnoreCase);

    private FilterToken Next()
    {
        while (position < text.Length && text[position] is ' ' or (>= '\t' and <= '\r'))
        {
            position++;
        }

        int start = position;
        if (start == text.Length)
        {
            return new FilterToken(FilterTokenKind.End, start, "");
        }

        char first = text[start];
        if (IsWordStart(first))
        {
            SkipWhile(IsWordPart);
            return new FilterToken(FilterTokenKind.Word, start, text[start..position]);
        }

        return first switch
        {
            '"' or '\'' => Quoted(first),
            '=' or '!' or '<' or '>' => Comparison(),
            '(' or ')' or ',' or ':' => Mark(1),
            '.' when At(1) == '.' => Mark(2),
            '.' when !char.IsAsciiDigit(At(1)) => Mark(1),
            '.' or '+' or '-' or (>= '0' and <= '9') => Number(),
            _ => throw Error(start, Unexpected(first)),
        };
    }

    private static string Unexpected(char character) => character switch
    {
        '“' or '”' or '‘' or '’' => "texts stand in straight quotes, \" or '",
        '&' or '|' or ';' => $"'{character}' means nothing here; conditions are joined by and, or",
        _ when char.IsControl(character) || char.IsSurrogate(character)
            => "a character that has no meaning in filters",
        _ => $"'{character}' has no meaning in filters; texts stand in quotes",
    };

    private FilterToken Mark(int length)
    {
        position += length;
        return new FilterToken(
            FilterTokenKind.Mark, position - length, text.Substring(position - length, length));
    }

    private FilterToken Comparison()
    {
        int start = position;
        (ComparisonOperator comparison, int length) = (text[start], At(1)) switch
        {
            ('=', '=') => throw Error(start, "equality is written with one ="),
            ('=', _) => (ComparisonOperator.Equal, 1),
            ('!', '=') => (ComparisonOperator.NotEqual, 2),
            ('<', '>') => (ComparisonOperator.NotEqual, 2),
            ('<', '=') => (ComparisonOperator.LessOrEqual, 2),
            ('<', _) => (ComparisonOperator.Less, 1),
            ('>', '=') => (ComparisonOperator.GreaterOrEqual, 2),
            ('>', _) => (ComparisonOperator.Greater, 1),
            _ => throw Error(start, "'!' stands only in !=; a condition is denied by not"),
        };
        position += length;
        return new FilterToken(
            FilterTokenKind.Comparison, start, text[start..position], Comparison: comparison);
    }

    /// <summary>[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d+)?, but 1..3 is a range.</summary>
    private FilterToken Number()
    {
        int start = position;
        position += text[position] is '+' or '-' ? 1 : 0;
        int whole = SkipWhile(char.IsAsciiDigit);
        int fraction = 0;
        if (At(0) == '.' && At(1) != '.')
        {
            position++;
            fraction = SkipWhile(char.IsAsciiDigit);
        }

        if (whole + fraction == 0)
        {
            throw Error(start, "a number has digits");
        }

        int exponentDigit = At(1) is '+' or '-' ? 2 : 1;
        if (At(0) is 'e' or 'E' && char.IsAsciiDigit(At(exponentDigit)))
        {
            position += exponentDigit;
            SkipWhile(char.IsAsciiDigit);
        }

        double number = double.Parse(
            text.AsSpan()[start..position], NumberStyles.Float, CultureInfo.InvariantCulture);
        return double.IsFinite(number)
            ? new FilterToken(FilterTokenKind.Number, start, text[start..position], number)
            : throw Error(start, "a number beyond ±1.7976931348623157E+308");
    }

    private FilterToken Quoted(char quote)
    {
        int start = position++;
        var value = new StringBuilder();
        while (position < text.Length && text[position] != quote)
        {
            if (text[position] == '\\')
            {
                position++;
                if (At(0) is not ('"' or '\'' or '\\'))
                {
                    throw Error(position - 1, "a backslash stands before \", ' or \\ only");
                }
            }

            value.Append(text[position++]);
        }

        if (position == text.Length)
        {
            throw Error(start, $"a text without its closing {quote}");
        }

        position++;
        if (FilterText.Invalid(text[start..position]) is >= 0 and int invalid)
        {
            throw Error(start + invalid, "texts hold no controls and no halves of characters");
        }

        return new FilterToken(FilterTokenKind.Text, start, value.ToString());
    }

    private int SkipWhile(Func<char, bool> belongs)
    {
        int start = position;
        while (position < text.Length && belongs(text[position]))
        {
            position++;
        }

        return position - start;
    }

    /// <summary>The character at a distance from here; NUL beyond the end.</summary>
    private char At(int offset) =>
        position + offset < text.Length ? text[position + offset] : '\0';

    private FilterSyntaxException Error(int start, string problem) => new(text, start, problem);
}
