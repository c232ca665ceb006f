using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Similarity.Catalog.Filters;
using Similarity.Catalog.Records;

namespace Similarity.Catalog.Import;

/// <summary>
/// What sources say of a material besides its structure, sorted into what a catalog has a place of
/// its own for, a gap and a source, and all other properties.
/// </summary>
public sealed record Metadata(
    double? GapEv, string? Source, ImmutableSortedDictionary<string, PropertyValue> Properties)
{
    /// <summary>
    /// What a catalog finds out by itself; of that name, the word of a source is kept as
    /// "source_…".
    /// </summary>
    private static readonly ImmutableHashSet<string> OwnNames =
    [
        .. FilterProperty.BuiltIn.Select(property => property.Name), .. FilterProperty.Aliases.Keys,
        .. EntryRules.ReservedNames,
    ];

    private static readonly ImmutableHashSet<string> GapNames =
        ImmutableHashSet.Create(StringComparer.OrdinalIgnoreCase, "band_gap_eV", "gap_eV");

    public static Metadata None { get; } = new(
        null,
        null,
        ImmutableSortedDictionary.Create<string, PropertyValue>(StringComparer.Ordinal));

    public static Metadata Of(IEnumerable<KeyValuePair<string, PropertyValue>> said)
    {
        Metadata metadata = None;
        foreach ((string name, PropertyValue value) in said)
        {
            metadata = value switch
            {
                PropertyValue.Number gap when GapNames.Contains(name) =>
                    metadata with { GapEv = gap.Value },
                PropertyValue.Text source when name == "source" =>
                    metadata with { Source = source.Value },
                _ => metadata with
                {
                    Properties = metadata.Properties.SetItem(PropertyName(name), value),
                },
            };
        }

        return metadata;
    }

    /// <summary>
    /// Numbers, texts and truths; what else there may be has no place in a filter.
    /// </summary>
    public static Metadata Of(ImmutableArray<KeyValuePair<string, JsonElement>> said) => Of(
        said.Select(pair => (pair.Key, Value: ValueOf(pair.Value)))
            .Where(pair => pair.Value is not null)
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value!)));

    /// <summary>A cell of a table: a number, true or false, or a text; null when empty.</summary>
    public static PropertyValue? ValueOf(string cell) => cell switch
    {
        "" => null,
        "true" or "True" => new PropertyValue.Truth(true),
        "false" or "False" => new PropertyValue.Truth(false),
        _ when double.TryParse(
            cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number) => new PropertyValue.Number(number),
        _ => new PropertyValue.Text(cell),
    };

    /// <summary>Where both say something, the other has the last word.</summary>
    public Metadata With(Metadata other) => new(
        other.GapEv ?? GapEv, other.Source ?? Source, Properties.SetItems(other.Properties));

    private static PropertyValue? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out double number)
            && double.IsFinite(number) => new PropertyValue.Number(number),
        JsonValueKind.String => new PropertyValue.Text(value.GetString()!),
        JsonValueKind.True => new PropertyValue.Truth(true),
        JsonValueKind.False => new PropertyValue.Truth(false),
        _ => null,
    };

    /// <summary>A name that filters can use: letters, digits and underscores.</summary>
    private static string PropertyName(string name)
    {
        const int Longest = 64;
        var text = new StringBuilder(OwnNames.Contains(name.ToLowerInvariant()) ? "source_" : "");
        foreach (char c in name)
        {
            text.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        }

        if (text.Length == 0 || char.IsAsciiDigit(text[0]))
        {
            text.Insert(0, '_');
        }

        return text.ToString(0, Math.Min(text.Length, Longest));
    }
}
