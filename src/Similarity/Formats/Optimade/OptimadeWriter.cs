using System.Globalization;
using System.Text.Json;
using Similarity.Crystals;

namespace Similarity.Formats.Optimade;

/// <summary>
/// Writes a response with a list of entries. Of the attributes that describe more than the sites
/// only the elements and counts are written.
/// </summary>
internal static class OptimadeWriter
{
    public static void Write(TextWriter writer, IReadOnlyList<Crystal> structures)
    {
        writer.Write(JsonText.Of(indented: true, json =>
        {
            json.WriteStartObject();
            json.WriteStartObject("meta");
            json.WriteString("api_version", "1.1.0");
            json.WriteNumber("data_returned", structures.Count);
            json.WriteBoolean("more_data_available", false);
            json.WriteEndObject();
            json.WriteStartArray("data");
            for (int i = 0; i < structures.Count; i++)
            {
                string number = (i + 1).ToString(CultureInfo.InvariantCulture);
                WriteEntry(json, structures[i], structures[i].Name ?? number);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }));
        writer.Write('\n');
    }

    private static void WriteEntry(Utf8JsonWriter json, Crystal crystal, string id)
    {
        ArraySegment<Site>[] positions = [.. MixedPositions.Of(crystal)];
        IEnumerable<string> symbols = crystal.Sites.ToArray().Select(site => site.Element.Symbol);
        string[] elements = [.. symbols.Distinct().Order(StringComparer.Ordinal)];
        Periodicity p = crystal.Periodicity;
        int[] dimensions = [p.A ? 1 : 0, p.B ? 1 : 0, p.C ? 1 : 0];
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("type", "structures");
        json.WriteStartObject("attributes");
        WriteStrings(json, "elements", elements);
        json.WriteNumber("nelements", elements.Length);
        json.WriteStartArray("dimension_types");
        foreach (int dimension in dimensions)
        {
            json.WriteNumberValue(dimension);
        }

        json.WriteEndArray();
        json.WriteNumber("nperiodic_dimensions", dimensions.Sum());
        json.WriteMatrix("lattice_vectors", Angstrom.FromBohr(crystal.Lattice.Vectors));
        json.WriteVectors("cartesian_site_positions", positions.Select(
            sites => Angstrom.FromBohr(crystal.Lattice.ToCartesian(sites[0].Position))));
        json.WriteNumber("nsites", positions.Length);
        WriteStrings(json, "species_at_sites", positions.Select(SpeciesName));
        json.WriteStartArray("species");
        foreach (ArraySegment<Site> sites in positions.DistinctBy(SpeciesName))
        {
            WriteSpecies(json, sites);
        }

        json.WriteEndArray();
        WriteStrings(json, "structure_features", crystal.IsOrdered ? [] : ["disorder"]);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>"Si", or elements with amounts where they are not one: "Fe0.25Ni0.7".</summary>
    private static string SpeciesName(ArraySegment<Site> sites) => string.Concat(sites.Select(
        site => site.Element.Symbol + (site.Occupancy == 1 ? "" : StructureWriter.Text(
            site.Occupancy))));

    /// <summary>What is missing to a full site is a vacancy.</summary>
    private static void WriteSpecies(Utf8JsonWriter json, ArraySegment<Site> sites)
    {
        double vacancy = 1 - sites.Sum(site => site.Occupancy);
        bool hasVacancy = vacancy > 1e-9;
        json.WriteStartObject();
        json.WriteString("name", SpeciesName(sites));
        IEnumerable<string> symbols = sites.Select(site => site.Element.Symbol);
        WriteStrings(json, "chemical_symbols", hasVacancy ? symbols.Append("vacancy") : symbols);
        json.WriteStartArray("concentration");
        foreach (Site site in sites)
        {
            json.WriteNumberValue(site.Occupancy);
        }

        if (hasVacancy)
        {
            json.WriteNumberValue(vacancy);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteStrings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
