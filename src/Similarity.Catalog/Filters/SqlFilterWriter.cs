using System.Globalization;

namespace Similarity.Catalog.Filters;

/// <summary>
/// Writes filters as SQL. NOT is taken down to the conditions, each of which is written to be true
/// where the filter's is true, or where it is false: so none of them needs to tell false from
/// unknown, and those without NOT stay in a form that indexes serve.
/// </summary>
internal abstract class SqlFilterWriter
{
    /// <summary>Longer chains are halved: databases bound the depth of expressions.</summary>
    private const int LongestChain = 4;

    /// <summary>Whole numbers up to here are the same as long and double.</summary>
    private const double LargestWhole = 1L << 53;

    private readonly Dictionary<object, string> names = [];
    private readonly List<object> parameters = [];

    public IReadOnlyList<object> Parameters => parameters;

    public string Condition(Filter filter) => Condition(filter, true);

    /// <summary>An expression for the text of a property, where it is a text.</summary>
    protected abstract string TextOf(FilterProperty property);

    /// <summary>An expression for the number of a property, where it is a number.</summary>
    protected abstract string NumberOf(FilterProperty property);

    /// <summary>A text as the order by bytes compares it.</summary>
    protected abstract string Ordered(string text);

    /// <summary>A condition that is true only if a user's property is of a type.</summary>
    protected abstract string Guarded(
        FilterProperty property, FilterPropertyType type, string condition);

    protected abstract string Truth(FilterProperty property, bool value);

    protected abstract string Search(string text, TextPlace place, string value);

    /// <summary>Whether a user's property is known, or is not.</summary>
    protected abstract string Known(FilterProperty property, bool isKnown);

    /// <summary>
    /// True for materials whose elements are so related, and false or NULL for others.
    /// </summary>
    protected abstract string Elements(ElementCondition condition);

    protected string Bind(object value)
    {
        if (!names.TryGetValue(value, out string? name))
        {
            name = string.Create(CultureInfo.InvariantCulture, $"@p{parameters.Count}");
            names.Add(value, name);
            parameters.Add(value);
        }

        return name;
    }

    protected string BindAll(IEnumerable<object> values) =>
        string.Join(", ", values.Select(Bind));

    private static object Number(FilterProperty property, double value) =>
        property.IsWhole && value == Math.Truncate(value) && Math.Abs(value) <= LargestWhole
            ? (long)value
            : value;

    protected static string Chain(ReadOnlySpan<string> conditions, string word)
    {
        if (conditions.Length == 1)
        {
            return conditions[0];
        }

        int half = conditions.Length / 2;
        return conditions.Length <= LongestChain
            ? $"({string.Join($" {word} ", conditions)})"
            : $"({Chain(conditions[..half], word)} {word} {Chain(conditions[half..], word)})";
    }

    private string Condition(Filter filter, bool holds) => filter switch
    {
        Conjunction all => Chain(
            [.. all.Filters.Select(one => Condition(one, holds))], holds ? "AND" : "OR"),
        Disjunction any => Chain(
            [.. any.Filters.Select(one => Condition(one, holds))], holds ? "OR" : "AND"),
        Negation negation => Condition(negation.Filter, !holds),
        NumberComparison comparison => Numeric(comparison.Property, Comparison(
            NumberOf(comparison.Property),
            holds ? comparison.Operator : comparison.Operator.Negated(),
            Bind(Number(comparison.Property, comparison.Value)))),
        NumberRange range => Numeric(range.Property, string.Concat(
            NumberOf(range.Property),
            holds ? " BETWEEN " : " NOT BETWEEN ",
            Bind(Number(range.Property, range.Low)),
            " AND ",
            Bind(Number(range.Property, range.High)))),
        NumberSet set => Numeric(set.Property, In(
            NumberOf(set.Property),
            holds,
            set.Values.Select(value => Number(set.Property, value)))),
        TextComparison comparison => Textual(
            comparison.Property,
            TextComparison(comparison, holds)),
        TextSet set => Textual(set.Property, In(TextOf(set.Property), holds, set.Values)),
        TextSearch search => Textual(search.Property, Denied(
            Search(TextOf(search.Property), search.Place, Bind(search.Value)), holds)),
        TruthComparison truth => Truth(truth.Property, truth.Value == holds),
        ElementCondition elements =>
            $"(m.nelements > 0 AND {Denied(Elements(elements), holds)})",
        KnownCondition known => KnownOrNot(known.Property, known.IsKnown == holds),
        _ => throw new ArgumentException($"a filter of type {filter.GetType().Name}"),
    };

    private static string Denied(string condition, bool holds) =>
        holds ? condition : $"NOT ({condition})";

    private static string Comparison(string left, ComparisonOperator comparison, string right) =>
        $"{left} {comparison.Symbol()} {right}";

    private string TextComparison(TextComparison filter, bool holds)
    {
        // Equal texts are equal bytes in every order, so that the column's own index serves.
        ComparisonOperator comparison = holds ? filter.Operator : filter.Operator.Negated();
        bool isOrder = comparison is not (ComparisonOperator.Equal or ComparisonOperator.NotEqual);
        string text = TextOf(filter.Property);
        return Comparison(isOrder ? Ordered(text) : text, comparison, Bind(filter.Value));
    }

    private string In(string value, bool holds, IEnumerable<object> set) =>
        $"{value} {(holds ? "IN" : "NOT IN")} ({BindAll(set)})";

    private string Numeric(FilterProperty property, string condition)
    {
        if (property.Type == FilterPropertyType.Any)
        {
            return Guarded(property, FilterPropertyType.Number, condition);
        }

        // A store may write 0 for the number of elements that are unknown.
        return property == FilterProperty.ElementCount
            ? $"(m.nelements > 0 AND {condition})"
            : condition;
    }

    private string Textual(FilterProperty property, string condition) =>
        property.Type == FilterPropertyType.Any
            ? Guarded(property, FilterPropertyType.Text, condition)
            : condition;

    private string KnownOrNot(FilterProperty property, bool isKnown)
    {
        if (property.Type == FilterPropertyType.Any)
        {
            return Known(property, isKnown);
        }

        return property == FilterProperty.ElementCount || property == FilterProperty.Elements
            ? isKnown ? "m.nelements > 0" : "coalesce(m.nelements, 0) = 0"
            : $"m.{property.Name} IS {(isKnown ? "NOT " : "")}NULL";
    }
}
