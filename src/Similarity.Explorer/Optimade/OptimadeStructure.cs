using System.Globalization;
using System.Text.Json.Nodes;
using Similarity.Catalog;
using Similarity.Crystals;
using Similarity.Explorer.Api;
using Similarity.Explorer.Documents;
using Similarity.Formats;

namespace Similarity.Explorer.Optimade;

/// <summary>A material as an entry of type structures.</summary>
internal static class OptimadeStructure
{
    private static readonly StructureWriter Writer = StructureWriters.Find("optimade")!;

    /// <param name="modified">When the database was written last.</param>
    /// <param name="distance">Null where no neighbours were asked for.</param>
    public static JsonObject Attributes(
        MaterialDocuments documents, DateTimeOffset modified, double? distance)
    {
        Material material = documents.Material;
        JsonObject attributes = documents.Crystal is { } crystal
            ? OfCrystal(crystal)
            : WithoutCrystal(material);
        attributes["immutable_id"] = material.InputHash;
        attributes["last_modified"] = modified.ToUniversalTime()
            .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        attributes["chemical_formula_descriptive"] = material.Formula;
        attributes["space_group_it_number"] = material.SpaceGroup;
        attributes["space_group_symbol_hermann_mauguin"] = MaterialItem.SymbolOf(material);
        attributes[OptimadeProperty.Prefix + "gap_ev"] = material.GapEv;
        attributes[OptimadeProperty.Prefix + "source"] = material.Source;
        attributes[OptimadeProperty.Distance] = distance;
        foreach ((string name, PropertyValue value) in material.Properties)
        {
            attributes.TryAdd(OptimadeProperty.NameOf(name), value switch
            {
                PropertyValue.Number number => JsonValue.Create(number.Value),
                PropertyValue.Truth truth => JsonValue.Create(truth.Value),
                _ => JsonValue.Create(value.ToString()),
            });
        }

        return attributes;
    }

    /// <summary>Sites as the file of this format has them, and what follows from them.</summary>
    private static JsonObject OfCrystal(Crystal crystal)
    {
        var attributes = (JsonObject)JsonNode.Parse(Writer.ToText(crystal))!
            ["data"]![0]!["attributes"]!.DeepClone();
        var amounts = new SortedDictionary<string, double>(StringComparer.Ordinal);
        foreach (Site site in crystal.Sites)
        {
            amounts[site.Element.Symbol] =
                amounts.GetValueOrDefault(site.Element.Symbol) + site.Occupancy;
        }

        double total = amounts.Values.Sum();
        attributes["elements_ratios"] =
            new JsonArray([.. amounts.Values.Select(a => JsonValue.Create(a / total))]);
        var formula = OptimadeFormula.Of(amounts);
        attributes["chemical_formula_reduced"] = formula?.Reduced;
        attributes["chemical_formula_hill"] = formula?.Hill;
        attributes["chemical_formula_anonymous"] = formula?.Anonymous;
        return attributes;
    }

    private static JsonObject WithoutCrystal(Material material)
    {
        bool hasElements = !material.Elements.IsDefaultOrEmpty;
        return new JsonObject
        {
            ["elements"] = hasElements
                ? new JsonArray([.. material.Elements.Select(e => JsonValue.Create(e))])
                : null,
            ["nelements"] = hasElements ? material.Elements.Length : null,
            ["nsites"] = material.SiteCount,
            ["structure_features"] = new JsonArray(),
        };
    }
}
