using System.Net;
using System.Text.Json.Nodes;
using Similarity.Tests;

namespace Similarity.Explorer.Tests;

/// <summary>Responses against the schemas that the standard's consortium publishes.</summary>
[Collection(ExplorerTests.Name)]
public sealed class OptimadeTest(RunningExplorer explorer)
{
    private static readonly SchemaDocument Schemas = new((JsonObject)JsonNode.Parse(
        File.ReadAllText(RepositoryFile.Oracle("optimade/schemas.json")))!["$defs"]!.DeepClone());

    [Theory]
    [InlineData("/optimade/v1/info", "InfoResponse")]
    [InlineData("/optimade/v1.2/info", "InfoResponse")]
    [InlineData("/optimade/v1/info/structures", "EntryInfoResponse")]
    [InlineData("/optimade/v1/links", "LinksResponse")]
    [InlineData("/optimade/v1/structures", "StructureResponseMany")]
    [InlineData("/optimade/v1/structures?page_limit=3&page_offset=2", "StructureResponseMany")]
    [InlineData("/optimade/v1/structures?sort=-nelements,id", "StructureResponseMany")]
    [InlineData(
        "/optimade/v1/structures?filter=elements HAS ALL \"O\",\"Ti\" AND nelements=2",
        "StructureResponseMany")]
    [InlineData(
        "/optimade/v1/structures?response_fields=nsites,_similarity_gap_ev",
        "StructureResponseMany")]
    [InlineData(
        "/optimade/v1/structures?_similarity_neighbours_of=cod_C-Diamond.cif",
        "StructureResponseMany")]
    [InlineData("/optimade/v1/structures/cod_C-Diamond.cif", "StructureResponseOne")]
    [InlineData("/optimade/v1/structures/si_dos.json", "StructureResponseOne")]
    [InlineData("/optimade/v1/structures/none", "StructureResponseOne")]
    public async Task ResponsesAreThoseOfTheStandard(string address, string schema)
    {
        string[] faults = Schemas.Faults(await explorer.Node(address), schema);
        Assert.True(faults is [], string.Join('\n', faults));
    }

    [Theory]
    [InlineData("/optimade/v1/structures?filter=nonsense", 400)]
    [InlineData("/optimade/v1/structures?filter=foo=1", 400)]
    [InlineData("/optimade/v1/structures?filter=elements HAS", 400)]
    [InlineData("/optimade/v1/structures?filter=lattice_vectors IS KNOWN", 501)]
    [InlineData("/optimade/v1/structures?filter=last_modified > \"yesterday\"", 400)]
    [InlineData("/optimade/v1/structures?filter=last_modified CONTAINS \"2026\"", 501)]
    [InlineData("/optimade/v1/structures?page_limit=501", 403)]
    [InlineData("/optimade/v1/structures?page_limit=-1", 400)]
    [InlineData("/optimade/v1/structures?response_format=xml", 400)]
    [InlineData("/optimade/v1/structures?response_fields=foo", 400)]
    [InlineData("/optimade/v1/structures?sort=lattice_vectors", 400)]
    [InlineData("/optimade/v1/structures?foo=1", 400)]
    [InlineData("/optimade/v1/nothing", 404)]
    [InlineData("/optimade/v7/info", 404)]
    public async Task ErrorsAreThoseOfTheStandard(string address, int status)
    {
        using HttpResponseMessage response = await explorer.Client.GetAsync(address);
        Assert.Equal(status, (int)response.StatusCode);
        var value = JsonNode.Parse(await response.Content.ReadAsStringAsync());
        Assert.Empty(Schemas.Faults(value, "ErrorResponse"));
        Assert.Equal($"{status}", (string?)value!["errors"]![0]!["status"]);
    }

    [Fact]
    public void TheSchemasSeeAFault() => Assert.NotEmpty(
        Schemas.Faults(JsonNode.Parse("""{"data": [], "meta": {}}"""), "StructureResponseMany"));

    [Fact]
    public async Task VersionsAreATable()
    {
        using HttpResponseMessage response =
            await explorer.Client.GetAsync("/optimade/versions");
        Assert.Equal("text/csv", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("version\n1\n", await response.Content.ReadAsStringAsync());
    }

    /// <summary>
    /// A page after another gives every structure once, in the order of the sort.
    /// </summary>
    [Fact]
    public async Task PagesFollowEachOther()
    {
        var ids = new List<string>();
        string? next = "/optimade/v1/structures?page_limit=3&sort=-nsites&response_fields=nsites";
        var sites = new List<int?>();
        while (next is not null)
        {
            JsonNode page = await explorer.Node(next);
            foreach (JsonNode? entry in page["data"]!.AsArray())
            {
                ids.Add((string)entry!["id"]!);
                sites.Add((int?)entry["attributes"]!["nsites"]);
            }

            next = (string?)page["links"]!["next"];
            Assert.Equal(next is not null, (bool)page["meta"]!["more_data_available"]!);
        }

        JsonNode all = await explorer.Node("/api/materials?limit=500");
        Assert.Equal(
            all["items"]!.AsArray().Select(item => (string)item!["id"]!).Order(), ids.Order());
        int?[] known = [.. sites.Where(count => count is not null)];
        Assert.Equal(known.OrderDescending(), known);
    }

    [Fact]
    public async Task FormulasAreSpeltAsTheStandardSpellsThem()
    {
        JsonNode rutile = (await explorer.Node(
            "/optimade/v1/structures/mp_TiO2_rutile_mp-2657.cif"))["data"]!["attributes"]!;
        Assert.Equal("O2Ti", (string?)rutile["chemical_formula_reduced"]);
        Assert.Equal("A2B", (string?)rutile["chemical_formula_anonymous"]);
        Assert.Equal("O4Ti2", (string?)rutile["chemical_formula_hill"]);
        Assert.Equal([2.0 / 3, 1.0 / 3], rutile["elements_ratios"]!.AsArray()
            .Select(ratio => (double)ratio!));
        JsonNode found = await explorer.Node(
            "/optimade/v1/structures?filter=chemical_formula_reduced=\"O2Ti\"");
        Assert.Equal(2, (int)found["meta"]!["data_returned"]!);
    }

    [Fact]
    public async Task PropertiesOfOthersAreUnknownAndWarnedOf()
    {
        JsonNode found = await explorer.Node("/optimade/v1/structures?filter=_exmpl_x=1");
        Assert.Equal(0, (int)found["meta"]!["data_returned"]!);
        Assert.NotEmpty(found["meta"]!["warnings"]!.AsArray());
        Assert.Equal(HttpStatusCode.OK, (await explorer.Client.GetAsync(
            "/optimade/v1/structures?_exmpl_x=1")).StatusCode);
    }

    /// <summary>One time for all: a comparison lets all structures pass, or none.</summary>
    [Theory]
    [InlineData("last_modified > \"2001-01-01T00:00:00Z\"", true)]
    [InlineData("last_modified<\"2001-01-01T00:00:00.5+02:00\"", false)]
    [InlineData("\"2001-01-01T00:00:00Z\" <= last_modified", true)]
    [InlineData("NOT \"2001-01-01T00:00:00Z\"!=last_modified", false)]
    [InlineData("last_modified IS KNOWN", true)]
    [InlineData("last_modified IS UNKNOWN OR id=\"last_modified\"", false)]
    [InlineData("last_modified = \"TIME\"AND last_modified >= \"TIME\"", true)]
    [InlineData("last_modified > \"TIME\" OR last_modified < \"TIME\"", false)]
    public async Task WhenTheDatabaseWasWrittenCanBeAsked(string filter, bool all)
    {
        JsonNode one = await explorer.Node("/optimade/v1/structures?page_limit=1");
        string time = (string)one["data"]![0]!["attributes"]!["last_modified"]!;
        JsonNode found = await explorer.Node("/optimade/v1/structures?filter="
            + Uri.EscapeDataString(filter.Replace("TIME", time, StringComparison.Ordinal)));
        Assert.Equal(
            all ? (int)one["meta"]!["data_available"]! : 0,
            (int)found["meta"]!["data_returned"]!);
    }
}
