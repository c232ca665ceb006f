using Similarity.Catalog;
using Similarity.Crystals;

namespace Similarity.Explorer.Api;

/// <summary>A material as lists show it; null where something is unknown.</summary>
internal record MaterialItem(
    string Id,
    string? Formula,
    string[] Elements,
    int? Nelements,
    int? Nsites,
    string? SpaceGroup,
    int? SpaceGroupNumber,
    double? GapEv,
    string? Source,
    IReadOnlyDictionary<string, object> Properties)
{
    public static MaterialItem Of(Material material) => new(
        material.Id,
        material.Formula,
        [.. material.Elements],
        material.Elements.IsDefaultOrEmpty ? null : material.Elements.Length,
        material.SiteCount,
        SymbolOf(material),
        material.SpaceGroup,
        material.GapEv,
        material.Source,
        PropertiesOf(material));

    /// <summary>The short symbol of the standard setting.</summary>
    public static string? SymbolOf(Material material) =>
        material.SpaceGroup is >= 1 and <= 230 and int number
            ? SpaceGroupSetting.Standard(number).ShortSymbol
            : null;

    public static IReadOnlyDictionary<string, object> PropertiesOf(Material material) =>
        material.Properties.ToDictionary(pair => pair.Key, pair => ValueOf(pair.Value));

    private static object ValueOf(PropertyValue value) => value switch
    {
        PropertyValue.Number number => number.Value,
        PropertyValue.Truth truth => truth.Value,
        _ => value.ToString()!,
    };
}
