using System.Collections.Immutable;

namespace Similarity.Catalog.Filters;

/// <summary>What may stand at a place of a filter that is being written.</summary>
/// <param name="From">Of the text that a completion takes the place of, from 0.</param>
/// <param name="To">One past its end.</param>
public sealed record FilterCompletion(int From, int To, ImmutableArray<FilterSuggestion> Items)
{
    private const int MostItems = 50;

    private static readonly string[] Comparisons = ["=", "!=", "<", "<=", ">", ">="];

    private static readonly string[] Searches = ["contains", "starts with", "ends with"];

    private static readonly string[] ListWords =
        ["has", "has all", "has any", "has only", "has exactly", "length"];

    /// <param name="caret">The place, from 0; the word about it is completed.</param>
    /// <param name="properties">That may be named, with what to say of each.</param>
    /// <param name="valuesOf">Texts that a property has, the most frequent first.</param>
    public static FilterCompletion At(
        string text,
        int caret,
        IReadOnlyList<(string Name, string Detail)> properties,
        Func<string, IEnumerable<string>> valuesOf)
    {
        int place = Math.Clamp(caret, 0, text.Length);
        int from = place, to = place;
        while (from > 0 && FilterLexer.IsWordPart(text[from - 1]))
        {
            from--;
        }

        while (to < text.Length && FilterLexer.IsWordPart(text[to]))
        {
            to++;
        }

        if (Tokens(text[..from]) is not { } before)
        {
            return InQuotes(text, place, valuesOf);
        }

        string prefix = text[from..place];
        IEnumerable<FilterSuggestion> all = Walk.Of(before) switch
        {
            { Expects: Expected.Condition } => Properties(properties),
            { Expects: Expected.Operator, Property: { } property } => Operators(property),
            { Expects: Expected.Value, Property: { } property } =>
                Values(property, valuesOf, isQuoted: true),
            _ => Keywords("and", "or"),
        };
        return new FilterCompletion(
            from,
            to,
            [
                .. all.Where(item => item.Text.TrimStart('"')
                        .StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                    .Take(MostItems),
            ]);
    }

    /// <summary>The tokens of a text; null where a quotation has not ended.</summary>
    private static List<FilterToken>? Tokens(string text)
    {
        try
        {
            List<FilterToken> tokens = FilterLexer.Tokens(text);
            tokens.RemoveAt(tokens.Count - 1);
            return tokens;
        }
        catch (FilterSyntaxException)
        {
            return null;
        }
    }

    private static FilterCompletion InQuotes(
        string text, int place, Func<string, IEnumerable<string>> valuesOf)
    {
        int quote = text.LastIndexOfAny(['"', '\''], Math.Max(0, place - 1));
        if (place == 0 || quote < 0 || Tokens(text[..quote]) is not { } before
            || Walk.Of(before) is not { Expects: Expected.Value, Property: { } property })
        {
            return new FilterCompletion(place, place, []);
        }

        string prefix = text[(quote + 1)..place];
        int end = text.IndexOf(text[quote], place);
        return new FilterCompletion(
            quote,
            end < 0 ? place : end + 1,
            [
                .. Values(property, valuesOf, isQuoted: true)
                    .Where(item => item.Text.Trim('"')
                        .StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                    .Take(MostItems),
            ]);
    }

    private static IEnumerable<FilterSuggestion> Properties(
        IReadOnlyList<(string Name, string Detail)> properties) =>
        properties
            .Select(item => new FilterSuggestion(item.Name, SuggestionKind.Property, item.Detail))
            .Concat(Keywords("not"));

    private static IEnumerable<FilterSuggestion> Operators(FilterProperty property) =>
        (property.Type switch
        {
            FilterPropertyType.Elements => ListWords,
            FilterPropertyType.Number => [.. Comparisons, "between", "in"],
            FilterPropertyType.Text => ["=", "!=", "in", .. Searches],
            _ => (string[])[.. Comparisons, "between", "in", .. Searches],
        })
        .Concat(["is known", "is unknown"])
        .Select(word => new FilterSuggestion(word, SuggestionKind.Operator, ""));

    private static IEnumerable<FilterSuggestion> Values(
        FilterProperty property, Func<string, IEnumerable<string>> valuesOf, bool isQuoted) =>
        valuesOf(property.Name).Select(value => new FilterSuggestion(
            isQuoted && !IsBare(value) ? Quoted(value) : value, SuggestionKind.Value, ""));

    private static IEnumerable<FilterSuggestion> Keywords(params string[] words) =>
        words.Select(word => new FilterSuggestion(word, SuggestionKind.Keyword, ""));

    private static bool IsBare(string value) =>
        value.Length > 0 && char.IsAsciiLetterUpper(value[0])
        && value.All(FilterLexer.IsWordPart) && !FilterLexer.IsReserved(value);

    private static string Quoted(string value) =>
        $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private enum Expected
    {
        Condition,
        Operator,
        Value,
        Junction,
    }

    /// <summary>How far the tokens before a place have come in a condition.</summary>
    private sealed record Walk(Expected Expects, FilterProperty? Property)
    {
        private static readonly string[] ListOperators =
            ["has", "all", "any", "only", "exactly", "contains", "with", "length", "between"];

        public static Walk Of(List<FilterToken> tokens)
        {
            var walk = new Walk(Expected.Condition, null);
            bool inList = false;
            foreach (FilterToken token in tokens)
            {
                (walk, inList) = walk.After(token, inList);
            }

            return walk;
        }

        private (Walk, bool) After(FilterToken token, bool inList)
        {
            if (token.Is("("))
            {
                return (this, Expects == Expected.Value);
            }

            if (token.Is(")"))
            {
                return (this with { Expects = Expected.Junction }, false);
            }

            if (token.Is(","))
            {
                return (this with { Expects = Expected.Value }, inList);
            }

            if (token.Kind == FilterTokenKind.Comparison || token.Is("..")
                || (token.Kind == FilterTokenKind.Word && Expects == Expected.Operator
                    && token.IsWord("in")))
            {
                return (this with { Expects = Expected.Value }, inList);
            }

            if (token.Kind == FilterTokenKind.Word)
            {
                return (OfWord(token), inList);
            }

            return (this with { Expects = Expected.Junction }, inList);
        }

        private Walk OfWord(FilterToken token) => Expects switch
        {
            Expected.Condition when token.IsWord("not") => this,
            Expected.Condition when FilterProperty.IsName(token.Value) =>
                new Walk(Expected.Operator, FilterProperty.Of(token.Value)),
            Expected.Operator or Expected.Value
                when ListOperators.Any(token.IsWord) => this with { Expects = Expected.Value },
            Expected.Operator when token.IsWord("known") || token.IsWord("unknown") =>
                this with { Expects = Expected.Junction },
            Expected.Operator when token.IsWord("and") || token.IsWord("or") =>
                new Walk(Expected.Condition, null),
            Expected.Operator => this,
            Expected.Junction when token.IsWord("and") || token.IsWord("or") =>
                new Walk(Expected.Condition, null),
            _ => this with { Expects = Expected.Junction },
        };
    }
}

public enum SuggestionKind
{
    Property,
    Operator,
    Value,
    Keyword,
}

/// <param name="Text">As it would stand in the filter.</param>
/// <param name="Detail">What to say of it; may be empty.</param>
public sealed record FilterSuggestion(string Text, SuggestionKind Kind, string Detail);
