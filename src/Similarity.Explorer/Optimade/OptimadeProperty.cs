using System.Collections.Immutable;
using Similarity.Catalog.Filters;
using Similarity.Explorer.Catalogs;

namespace Similarity.Explorer.Optimade;

/// <summary>A property of structures, as the standard or this provider defines it.</summary>
/// <param name="Name">Lower-case; ours begin with <see cref="Prefix"/>.</param>
/// <param name="Type">string, integer, float, boolean, list, dictionary or timestamp.</param>
/// <param name="Filter">What filters of the catalog call it; null where they cannot ask it.</param>
internal sealed record OptimadeProperty(
    string Name, string Type, string Description, string? Unit = null, string? Filter = null)
{
    public const string Prefix = "_similarity_", Distance = Prefix + "distance";

    public bool IsSortable => Filter is not null and not "elements";

    public static ImmutableArray<OptimadeProperty> Standard { get; } =
    [
        new("id", "string", "The id in the database.", Filter: "id"),
        new("type", "string", "structures."),
        new("immutable_id", "string", "A digest of what the material was read from."),
        new("last_modified", "timestamp", "When the database was written last."),
        new("elements", "list", "Symbols, by letter.", Filter: "elements"),
        new("nelements", "integer", "The number of elements.", Filter: "nelements"),
        new("elements_ratios", "list", "The share of each element in the atoms."),
        new("chemical_formula_descriptive", "string", "As the database writes it."),
        new("chemical_formula_reduced", "string", "By letter, without common factors.",
            Filter: "chemical_formula_reduced"),
        new("chemical_formula_hill", "string", "Carbon and hydrogen first, of the cell."),
        new("chemical_formula_anonymous", "string", "The most frequent element is A."),
        new("dimension_types", "list", "1 along lattice vectors that repeat, else 0."),
        new("nperiodic_dimensions", "integer", "Along how many vectors it repeats."),
        new("lattice_vectors", "list", "Rows a, b, c.", "angstrom"),
        new("space_group_it_number", "integer", "In the International Tables.",
            Filter: "space_group"),
        new("space_group_symbol_hermann_mauguin", "string", "Of the standard setting."),
        new("cartesian_site_positions", "list", "Of each site.", "angstrom"),
        new("nsites", "integer", "Sites in the cell.", Filter: "nsites"),
        new("species", "list", "What may be on sites."),
        new("species_at_sites", "list", "What is on each site."),
        new("structure_features", "list", "disorder, or nothing."),
    ];

    /// <summary>Those of the standard, of this program and of the materials of a view.</summary>
    public static ImmutableArray<OptimadeProperty> All(CatalogView view) =>
    [
        .. Standard,
        new(Prefix + "gap_ev", "float", "The gap, of the bands or as the source says it.", "eV",
            "gap_ev"),
        new(Prefix + "source", "string", "Where the material comes from.", Filter: "source"),
        new(Distance, "float", "From the material of _similarity_neighbours_of; else null."),
        .. view.Properties.Where(property => FilterProperty.IsUserName(property.Name))
            .DistinctBy(property => NameOf(property.Name))
            .Select(property => new OptimadeProperty(
                NameOf(property.Name),
                property.Type switch
                {
                    PropertySummary.Number => "float",
                    PropertySummary.Truth => "boolean",
                    _ => "string",
                },
                $"The property {property.Name} of the database.",
                Filter: property.Name)),
    ];

    /// <summary>The standard knows small letters only.</summary>
    public static string NameOf(string property) => Prefix + property.ToLowerInvariant();
}
