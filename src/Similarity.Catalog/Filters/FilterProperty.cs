using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Similarity.Catalog.Filters;

/// <summary>What a filter may compare a property with.</summary>
public enum FilterPropertyType
{
    Number,
    Text,

    /// <summary>The list of chemical elements.</summary>
    Elements,

    /// <summary>A property of the user: number, text or truth, as each material has it.</summary>
    Any,
}

/// <summary>A property of materials that filters name.</summary>
public sealed record FilterProperty
{
    /// <summary>Of the name of a user's property, in characters.</summary>
    public const int LongestName = 64;

    private readonly Func<Material, double?>? number;
    private readonly Func<Material, string?>? text;

    private FilterProperty(
        string name,
        FilterPropertyType type,
        Func<Material, double?>? number = null,
        Func<Material, string?>? text = null)
    {
        Name = name;
        Type = type;
        this.number = number;
        this.text = text;
    }

    public static FilterProperty Id { get; } =
        new("id", FilterPropertyType.Text, text: material => material.Id);

    /// <summary>
    /// A text that is compared with it for equality is first written as catalogs write formulas:
    /// "O3TiBa" as "BaTiO3".
    /// </summary>
    public static FilterProperty Formula { get; } =
        new("formula", FilterPropertyType.Text, text: material => material.Formula);

    /// <summary>No elements are taken for unknown ones.</summary>
    public static FilterProperty Elements { get; } = new("elements", FilterPropertyType.Elements);

    public static FilterProperty ElementCount { get; } = new(
        "nelements", FilterPropertyType.Number, material => material.Elements.IsDefaultOrEmpty
            ? null
            : material.Elements.Length);

    public static FilterProperty SiteCount { get; } =
        new("nsites", FilterPropertyType.Number, material => material.SiteCount);

    public static FilterProperty SpaceGroup { get; } =
        new("space_group", FilterPropertyType.Number, material => material.SpaceGroup);

    public static FilterProperty GapEv { get; } =
        new("gap_ev", FilterPropertyType.Number, material => material.GapEv);

    public static FilterProperty Source { get; } =
        new("source", FilterPropertyType.Text, text: material => material.Source);

    /// <summary>Those that are no property of the user.</summary>
    public static ImmutableArray<FilterProperty> BuiltIn { get; } =
        [Id, Formula, Elements, ElementCount, SiteCount, SpaceGroup, GapEv, Source];

    /// <summary>
    /// Other names of built-in properties. A property of the user that has one of them cannot be
    /// asked for.
    /// </summary>
    public static FrozenDictionary<string, FilterProperty> Aliases { get; } =
        new Dictionary<string, FilterProperty>
        {
            ["chemical_formula_reduced"] = Formula,
            ["reduced_formula"] = Formula,
            ["spacegroup"] = SpaceGroup,
            ["space_group_number"] = SpaceGroup,
            ["space_group_it_number"] = SpaceGroup,
            ["gap"] = GapEv,
            ["band_gap"] = GapEv,
            ["bandgap"] = GapEv,
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>As filters and the columns of catalogs write it.</summary>
    public string Name { get; }

    public FilterPropertyType Type { get; }

    /// <summary>Whether its values are whole numbers.</summary>
    internal bool IsWhole => Type == FilterPropertyType.Number && this != GapEv;

    /// <summary>The built-in property of a name or alias, or the user's of that name.</summary>
    public static FilterProperty Of(string name) =>
        Aliases.GetValueOrDefault(name)
        ?? BuiltIn.FirstOrDefault(property => property.Name == name)
        ?? (IsName(name)
            ? new FilterProperty(name, FilterPropertyType.Any)
            : throw new ArgumentException(
                $"'{name}' is no name of a property: letters, digits and _, at most {LongestName},"
                + " the first no digit, and none of and, or, not, true, false",
                nameof(name)));

    /// <summary>
    /// Whether a property of the user can be asked for by a name: it is one, and no built-in
    /// property's.
    /// </summary>
    public static bool IsUserName(string name) =>
        IsName(name) && Of(name).Type == FilterPropertyType.Any;

    /// <summary>Whether filters can name a property so.</summary>
    public static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName
        && FilterLexer.IsWordStart(name[0])
        && name.All(FilterLexer.IsWordPart)
        && !FilterLexer.IsReserved(name);

    public override string ToString() => Name;

    internal double? Number(Material material) => Type == FilterPropertyType.Any
        ? (material.Properties.GetValueOrDefault(Name) as PropertyValue.Number)?.Value
        : number?.Invoke(material);

    internal string? Text(Material material) => Type == FilterPropertyType.Any
        ? (material.Properties.GetValueOrDefault(Name) as PropertyValue.Text)?.Value
        : text?.Invoke(material);

    internal bool? Truth(Material material) =>
        (material.Properties.GetValueOrDefault(Name) as PropertyValue.Truth)?.Value;

    internal bool IsKnown(Material material) => Type switch
    {
        FilterPropertyType.Number => Number(material) is not null,
        FilterPropertyType.Text => Text(material) is not null,
        FilterPropertyType.Elements => !material.Elements.IsDefaultOrEmpty,
        _ => material.Properties.ContainsKey(Name),
    };

    /// <summary>Refuses a property that cannot have values of a type.</summary>
    internal FilterProperty With(FilterPropertyType type) =>
        Type == type || Type == FilterPropertyType.Any
            ? this
            : throw new ArgumentException($"'{Name}' is no {type}");
}
