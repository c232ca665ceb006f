using System.Collections.Immutable;
using Similarity.Catalog;
using Similarity.Catalog.Filters;
using Similarity.Explorer.Hosting;

namespace Similarity.Explorer.Catalogs;

/// <summary>
/// Materials by filter and order, as indexes into those of a view; the last ones asked for are
/// kept, so that pages of a list cost nothing.
/// </summary>
internal sealed class Selections(CatalogView view)
{
    private const int Kept = 32;

    private readonly RecentResults<string, ImmutableArray<int>> selected = new(Kept);
    private readonly RecentResults<(string, string, bool), ImmutableArray<int>> sorted = new(Kept);

    /// <summary>Ordered by id.</summary>
    public ImmutableArray<int> Of(Filter? filter) => selected.Get(
        filter?.ToString() ?? "",
        _ =>
        [
            .. Enumerable.Range(0, view.Materials.Length)
                .Where(i => filter is null || filter.Matches(view.Materials[i])),
        ]);

    /// <summary>What is unknown comes last either way; the same value by id.</summary>
    public ImmutableArray<int> Of(Filter? filter, SortKey key, bool descending) =>
        key.Name == "id" && !descending
            ? Of(filter)
            : sorted.Get(
                (filter?.ToString() ?? "", key.Name, descending),
                _ => Sort(Of(filter), key, descending));

    private ImmutableArray<int> Sort(ImmutableArray<int> rows, SortKey key, bool descending)
    {
        (int Row, SortValue Value)[] values =
            [.. rows.Select(row => (row, key.Of(view.Materials[row])))];
        int sign = descending ? -1 : 1;
        Array.Sort(values, (a, b) =>
        {
            int unknown = a.Value.IsUnknown.CompareTo(b.Value.IsUnknown);
            int order = unknown != 0 ? unknown : sign * a.Value.CompareTo(b.Value);
            return order != 0 ? order : a.Row.CompareTo(b.Row);
        });
        return [.. values.Select(pair => pair.Row)];
    }
}

/// <summary>By what a list is ordered.</summary>
internal sealed record SortKey(string Name, Func<Material, SortValue> Of)
{
    public static SortKey Parse(string? name, CatalogView view)
    {
        string asked = name switch
        {
            null or "" => "id",
            "gap_eV" => "gap_ev",
            "space_group_number" => "space_group",
            _ => name,
        };
        return asked switch
        {
            "id" => new(asked, material => SortValue.Of(material.Id)),
            "formula" => new(asked, material => SortValue.Of(material.Formula)),
            "elements" => new(
                asked, material => SortValue.Of(string.Join('-', material.Elements))),
            "nelements" => new(asked, material => SortValue.Of(
                material.Elements.IsDefaultOrEmpty ? null : material.Elements.Length)),
            "nsites" => new(asked, material => SortValue.Of(material.SiteCount)),
            "space_group" => new(asked, material => SortValue.Of(material.SpaceGroup)),
            "gap_ev" => new(asked, material => SortValue.Of(material.GapEv)),
            "source" => new(asked, material => SortValue.Of(material.Source)),
            _ when view.Properties.Any(property => property.Name == asked) => new(
                asked, material => SortValue.Of(material.Properties.GetValueOrDefault(asked))),
            _ => throw RequestException.Invalid(
                "sort: no material has such a property; expected one of "
                + string.Join(", ", view.Properties.Take(40).Select(p => p.Name))),
        };
    }
}

/// <summary>A number, a text or nothing; numbers come before texts.</summary>
internal readonly record struct SortValue(double? Number, string? Text) : IComparable<SortValue>
{
    public bool IsUnknown => Number is null && Text is null;

    public static SortValue Of(double? number) => new(number, null);

    public static SortValue Of(string? text) => new(null, text);

    public static SortValue Of(PropertyValue? value) => value switch
    {
        PropertyValue.Number number => Of(number.Value),
        PropertyValue.Truth truth => Of(truth.Value ? 1 : 0),
        PropertyValue.Text text => Of(text.Value),
        _ => default,
    };

    public int CompareTo(SortValue other) => (Number, other.Number) switch
    {
        (double a, double b) => a.CompareTo(b),
        (double, null) => -1,
        (null, double) => 1,
        _ => string.CompareOrdinal(Text, other.Text),
    };
}
