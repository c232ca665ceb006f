using System.Collections.Immutable;
using System.Globalization;

namespace Similarity.Catalog.Filters;

/// <summary>
/// Reads filters by recursive descent: or binds weakest, then and, then not, then comparisons.
/// Length, depth and number of conditions are bounded, so that no text can exhaust the stack here
/// or in a database.
/// </summary>
public sealed partial class FilterParser
{
    /// <summary>Of a text, in UTF-16 units.</summary>
    public const int LongestText = 65_536;

    /// <summary>Of parentheses and not within each other.</summary>
    public const int DeepestNesting = 32;

    /// <summary>Conditions and values of sets together.</summary>
    public const int MostTerms = 10_000;

    private readonly string text;
    private readonly ImmutableHashSet<string>? knownProperties;
    private readonly List<FilterToken> tokens;
    private readonly List<FilterWarning> warnings = [];
    private readonly HashSet<FilterProperty> properties = [];
    private int position;
    private int depth;
    private int terms;

    private FilterParser(string text, ImmutableHashSet<string>? knownProperties)
    {
        this.text = text;
        this.knownProperties = knownProperties;
        if (text.Length > LongestText)
        {
            throw Error(LongestText, string.Create(
                CultureInfo.InvariantCulture,
                $"a filter has at most {LongestText} characters, this one {text.Length}"));
        }

        tokens = FilterLexer.Tokens(text);
    }

    private FilterToken Current => tokens[position];

    /// <exception cref="FilterSyntaxException">The text is no filter.</exception>
    public static Filter Parse(string text) => new FilterParser(text, null).Whole();

    /// <summary>Warns of properties that no material has, and of symbols of no element.</summary>
    /// <param name="knownProperties">Of the user, in the catalog that will be asked.</param>
    /// <exception cref="FilterSyntaxException">The text is no filter.</exception>
    public static ParsedFilter Parse(string text, IEnumerable<string> knownProperties)
    {
        var parser = new FilterParser(text, [.. knownProperties]);
        Filter filter = parser.Whole();
        return new ParsedFilter(filter, [.. parser.warnings], [.. parser.properties]);
    }

    private Filter Whole()
    {
        Filter filter = Alternatives();
        return Current.Kind == FilterTokenKind.End
            ? filter
            : throw Expected("and, or, or the end");
    }

    private Filter Alternatives()
    {
        Filter first = Phrases();
        if (!Current.IsWord("or"))
        {
            return first;
        }

        var filters = new List<Filter> { first };
        while (Take("or"))
        {
            filters.Add(Phrases());
        }

        return new Disjunction(filters);
    }

    private Filter Phrases()
    {
        Filter first = Phrase();
        if (!Current.IsWord("and"))
        {
            return first;
        }

        var filters = new List<Filter> { first };
        while (Take("and"))
        {
            filters.Add(Phrase());
        }

        return new Conjunction(filters);
    }

    private Filter Phrase()
    {
        if (!Current.IsWord("not") && !Current.Is("("))
        {
            return Condition();
        }

        if (++depth > DeepestNesting)
        {
            throw Error(Current.Start, string.Create(
                CultureInfo.InvariantCulture,
                $"parentheses and not are nested at most {DeepestNesting} deep"));
        }

        Filter filter;
        if (Take("not"))
        {
            filter = new Negation(Phrase());
        }
        else
        {
            position++;
            filter = Alternatives();
            TakeMark(")");
        }

        depth--;
        return filter;
    }

    private bool Take(string keyword)
    {
        bool isThere = Current.IsWord(keyword);
        position += isThere ? 1 : 0;
        return isThere;
    }

    private void TakeMark(string mark)
    {
        if (!Current.Is(mark))
        {
            throw Expected($"'{mark}'");
        }

        position++;
    }

    private void CountTerm()
    {
        if (++terms > MostTerms)
        {
            throw Error(Current.Start, string.Create(
                CultureInfo.InvariantCulture,
                $"a filter has at most {MostTerms} conditions and values"));
        }
    }

    private FilterSyntaxException Expected(string what) =>
        Error(Current.Start, $"expected {what}, {Current.Description}");

    private FilterSyntaxException Error(int start, string problem) => new(text, start, problem);
}
