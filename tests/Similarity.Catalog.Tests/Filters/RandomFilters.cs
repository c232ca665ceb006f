using System.Collections.Immutable;
using Similarity.Catalog.Filters;
using Similarity.Numerics;

namespace Similarity.Catalog.Tests.Filters;

/// <summary>
/// Filters and materials at random, from few values, so that they meet: among them those that
/// databases treat in ways of their own.
/// </summary>
internal sealed class RandomFilters(RandomStream random)
{
    private static readonly string[] Symbols = ["O", "Ti", "Ba", "Si", "H", "Xq"];

    private static readonly string[] Formulas =
        ["TiO2", "BaTiO3", "SiO2", "H2O", "O", "Ba0.5Ti0.5O", "no formula", ""];

    private static readonly string[] Texts =
    [
        "", "a", "A", "ab", "abc", "b%", "a_c", "%", "_", "'", "\"", "\\", "\\\"", "a'b", "*", "?",
        "; DROP TABLE materials;--", "ä", "Ä", "\uFFFD", "\uE000", "😀", "a😀b", "\uD7FF", " a", "a ",
        "1", "1.0", "true", "null", "@p0", "$.x", "a\nb",
    ];

    private static readonly double[] Numbers =
    [
        0, 1, 2, 3, -1, 0.1, 0.30000000000000004, 1.5, 225, 1e15, 9007199254740991, 1e16, 1e300,
        -1e-300, 5e-324, 1.7976931348623157e308, 123456789.123456789,
    ];

    private static readonly FilterProperty[] NumberProperties =
        [FilterProperty.ElementCount, FilterProperty.SiteCount, FilterProperty.SpaceGroup,
            FilterProperty.GapEv, .. Named("x", "y", "_z9")];

    private static readonly FilterProperty[] TextProperties =
        [FilterProperty.Id, FilterProperty.Formula, FilterProperty.Source, .. Named("x", "y", "T")];

    private static readonly FilterProperty[] TruthProperties = Named("x", "y", "is_metal");

    private static readonly FilterProperty[] AllProperties =
        [.. NumberProperties, .. TextProperties, .. TruthProperties, FilterProperty.Elements];

    public Material Material(int index)
    {
        string text = Of(Texts);
        ImmutableSortedDictionary<string, PropertyValue>.Builder properties =
            ImmutableSortedDictionary.CreateBuilder<string, PropertyValue>(StringComparer.Ordinal);
        foreach (string name in new[] { "x", "y", "_z9", "T", "is_metal", "other" })
        {
            if (Value() is { } value)
            {
                properties[name] = value;
            }
        }

        return new Material($"{index}{text}")
        {
            Formula = Chance(0.8) ? Of(Formulas) : null,
            Elements = Chance(0.8) ? [.. Subset(Symbols).Order(StringComparer.Ordinal)] : [],
            SiteCount = Chance(0.8) ? random.Below(4) : null,
            SpaceGroup = Chance(0.8) ? (Chance(0.5) ? 225 : 1 + random.Below(3)) : null,
            GapEv = Chance(0.8) ? Number() : null,
            Source = Chance(0.8) ? Of(Texts) : null,
            Properties = properties.ToImmutable(),
            InputHash = "",
            ProgramVersion = "",
        };
    }

    /// <param name="depth">At most as many conjunctions and the like within each other.</param>
    public Filter Filter(int depth) => (depth == 0 ? 9 : random.Below(12)) switch
    {
        0 => new Conjunction(Several(depth)),
        1 => new Disjunction(Several(depth)),
        2 => new Negation(Filter(depth - 1)),
        _ => Leaf(random.Below(9)),
    };

    /// <summary>A condition of the n-th of nine kinds.</summary>
    public Filter Leaf(int kind) => kind switch
    {
        0 => new NumberComparison(Of(NumberProperties), Operator(), Number()),
        1 => Range(Of(NumberProperties), Number(), Number()),
        2 => new NumberSet(Of(NumberProperties), Repeat(Number)),
        3 => new TextComparison(Of(TextProperties), Operator(), Text()),
        4 => new TextSet(Of(TextProperties), Repeat(Text)),
        5 => new TextSearch(Of(TextProperties), (TextPlace)random.Below(3), Text()),
        6 => new TruthComparison(Of(TruthProperties), Chance(0.5)),
        7 => new ElementCondition(
            (ElementRelation)random.Below(4),
            Repeat(() => Of(Symbols)).Append(Of(Symbols))),
        _ => new KnownCondition(Of(AllProperties), Chance(0.5)),
    };

    public bool Chance(double probability) => random.Uniform() < probability;

    public T Of<T>(IReadOnlyList<T> items) => items[random.Below(items.Count)];

    private static FilterProperty[] Named(params string[] names) =>
        [.. names.Select(FilterProperty.Of)];

    private static NumberRange Range(FilterProperty property, double one, double other) =>
        new(property, Math.Min(one, other), Math.Max(one, other));

    private PropertyValue? Value() => random.Below(4) switch
    {
        0 => new PropertyValue.Number(Number()),
        1 => new PropertyValue.Text(Of(Texts)),
        2 => new PropertyValue.Truth(Chance(0.5)),
        _ => null,
    };

    private double Number() => Chance(0.1)
        ? random.Normal() * Math.Pow(10, random.Below(20) - 10)
        : Of(Numbers);

    private string Text() => random.Below(8) switch
    {
        0 => Of(Formulas),
        1 => $"{random.Below(10)}",
        2 => Of(Texts) + Of(Texts),
        _ => Of(Texts),
    };

    private ComparisonOperator Operator() => (ComparisonOperator)random.Below(6);

    private Filter[] Several(int depth) =>
        [.. Enumerable.Range(0, 2 + random.Below(5)).Select(_ => Filter(depth - 1))];

    private IEnumerable<string> Subset(string[] items) =>
        random.Sample(items.Length, 1 + random.Below(3)).Select(i => items[i]);

    private T[] Repeat<T>(Func<T> draw) =>
        [.. Enumerable.Range(0, 1 + random.Below(4)).Select(_ => draw())];
}
