using System.Collections.Immutable;
using Similarity.Catalog;
using Similarity.Catalog.Filters;

namespace Similarity.Explorer.Catalogs;

/// <summary>A property that materials have, and how many have it.</summary>
/// <param name="Type">"number", "text" or "boolean": what most of its values are.</param>
/// <param name="Values">The most frequent texts, for completions; empty for others.</param>
internal sealed record PropertySummary(
    string Name, string Type, int Count, ImmutableArray<string> Values)
{
    public const string Number = "number", Text = "text", Truth = "boolean";

    private const int MostValues = 30;

    public static ImmutableArray<PropertySummary> Of(ImmutableArray<Material> materials)
    {
        var own = new SortedDictionary<string, Tally>(StringComparer.Ordinal);
        foreach (Material material in materials)
        {
            foreach ((string name, PropertyValue value) in material.Properties)
            {
                if (!own.TryGetValue(name, out Tally? tally))
                {
                    own[name] = tally = new Tally();
                }

                tally.Add(value);
            }
        }

        return
        [
            .. FilterProperty.BuiltIn.Select(property => OfBuiltIn(property, materials)),
            .. own.Where(pair => FilterProperty.IsUserName(pair.Key))
                .Select(pair => pair.Value.ToSummary(pair.Key)),
        ];
    }

    private static PropertySummary OfBuiltIn(
        FilterProperty property, ImmutableArray<Material> materials)
    {
        var known = new KnownCondition(property, IsKnown: true);
        ImmutableArray<string> values = property.Name switch
        {
            "source" => Frequent(materials.Select(material => material.Source)),
            "formula" => Frequent(materials.Select(material => material.Formula)),
            "elements" => Frequent(materials.SelectMany(material => material.Elements)),
            _ => [],
        };
        return new PropertySummary(
            property.Name,
            property.Type == FilterPropertyType.Number ? Number : Text,
            materials.Count(known.Matches),
            values);
    }

    private static ImmutableArray<string> Frequent(IEnumerable<string?> values) =>
    [
        .. values.OfType<string>().CountBy(value => value)
            .OrderByDescending(pair => pair.Value)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(MostValues)
            .Select(pair => pair.Key),
    ];

    private sealed class Tally
    {
        private readonly Dictionary<string, int> texts = new(StringComparer.Ordinal);
        private int numbers, truths, textual;

        public void Add(PropertyValue value)
        {
            switch (value)
            {
                case PropertyValue.Number:
                    numbers++;
                    break;
                case PropertyValue.Truth:
                    truths++;
                    break;
                case PropertyValue.Text text:
                    textual++;
                    texts[text.Value] = texts.GetValueOrDefault(text.Value) + 1;
                    break;
            }
        }

        public PropertySummary ToSummary(string name) => new(
            name,
            numbers >= truths && numbers >= textual ? Number : truths > textual ? Truth : Text,
            numbers + truths + textual,
            [
                .. texts.OrderByDescending(pair => pair.Value)
                    .ThenBy(pair => pair.Key, StringComparer.Ordinal)
                    .Take(MostValues).Select(pair => pair.Key),
            ]);
    }
}
