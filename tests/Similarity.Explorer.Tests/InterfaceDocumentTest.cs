using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Similarity.Tests;

namespace Similarity.Explorer.Tests;

/// <summary>The OpenAPI document says what endpoints answer, all of it and nothing else.</summary>
[Collection(ExplorerTests.Name)]
public sealed class InterfaceDocumentTest(RunningExplorer explorer)
{
    private const string Diamond = "/api/materials/cod_C-Diamond.cif";

    /// <summary>Paths of the document with real requests.</summary>
    private static readonly (string Path, string Request)[] Requests =
    [
        ("/api/info", "/api/info"),
        ("/api/materials", "/api/materials?where=nelements%20%3C%203&sort=nsites&order=desc"),
        ("/api/materials/{id}", Diamond),
        ("/api/materials/{id}/structure", Diamond + "/structure"),
        ("/api/materials/{id}/bands", Diamond + "/bands?operator=gfn0"),
        ("/api/materials/{id}/bands", "/api/materials/si_bandstructure_line.json/bands"),
        ("/api/materials/{id}/dos", Diamond + "/dos?points=11"),
        ("/api/materials/{id}/dos", "/api/materials/si_dos.json/dos"),
        ("/api/materials/{id}/neighbours", Diamond + "/neighbours?k=3"),
        ("/api/materials/{id}/fingerprints/{kind}", Diamond + "/fingerprints/kinetic"),
        ("/api/materials/{id}/screening", Diamond + "/screening"),
        ("/api/filter", "/api/filter?where=nelements%20%3D"),
        ("/api/filter", "/api/filter?where=nelements%20%3D%202"),
        ("/api/filter/completions", "/api/filter/completions?where=nel&caret=3"),
        ("/api/map", "/api/map"),
        ("/api/map", "/api/map?method=umap"),
        ("/api/map/values", "/api/map/values?property=formula"),
        ("/api/dendrogram", "/api/dendrogram?where=nelements%20%3D%202"),
        ("/api/screening/board", "/api/screening/board"),
        ("/api/screening/curve", "/api/screening/curve"),
        ("/api/jobs", "/api/jobs"),
    ];

    [Fact]
    public async Task ResponsesAreWhatTheDocumentSays()
    {
        JsonNode document = await explorer.Node("/openapi/v1.json");
        var schemas = SchemaDocument.OfOpenApi(document, closed: true);
        foreach ((string path, string request) in Requests)
        {
            JsonNode schema = document["paths"]![path]!["get"]!["responses"]!["200"]!
                ["content"]!["application/json"]!["schema"]!;
            JsonNode value = await explorer.Node(request);
            Assert.True(
                schemas.Faults(value, schema) is [],
                $"{request}:\n{string.Join('\n', schemas.Faults(value, schema))}");
        }
    }

    [Fact]
    public async Task ADocumentThatLacksAFieldIsSeen()
    {
        JsonNode document = await explorer.Node("/openapi/v1.json");
        var schemas = SchemaDocument.OfOpenApi(document, closed: true);
        JsonObject info = (JsonObject)await explorer.Node("/api/info");
        info.Remove("database");
        Assert.NotEmpty(schemas.Faults(info, "InfoDocument"));
        info["database"] = 5;
        Assert.NotEmpty(schemas.Faults(info, "InfoDocument"));
    }

    [Fact]
    public async Task ProblemsAreWhatTheDocumentSays()
    {
        JsonNode document = await explorer.Node("/openapi/v1.json");
        var schemas = SchemaDocument.OfOpenApi(document, closed: true);
        foreach (string request in (string[])
            ["/api/materials?limit=x", "/api/materials/none", "/api/materials?where=a%20%3D"])
        {
            using HttpResponseMessage response = await explorer.Client.GetAsync(request);
            Assert.Equal(
                "application/problem+json", response.Content.Headers.ContentType?.MediaType);
            var value = JsonNode.Parse(await response.Content.ReadAsStringAsync());
            Assert.Empty(schemas.Faults(value, "ProblemDocument"));
        }
    }

    /// <summary>A path that no request above asks for stands here with the reason.</summary>
    [Fact]
    public async Task EveryPathIsAsked()
    {
        string[] others =
        [
            "/api/materials.csv", "/api/screening/board.csv", "/api/map/points", // no JSON
            "/api/materials/{id}/density", "/api/materials/{id}/learned-dos", // ModelTest
            "/api/neighbours", "/api/jobs/{job}", "/api/jobs/{job}/events", // ImportTest
        ];
        JsonNode document = await explorer.Node("/openapi/v1.json");
        Assert.Equal(
            document["paths"]!.AsObject().Select(pair => pair.Key).Order(),
            Requests.Select(request => request.Path).Concat(others).Distinct().Order());
    }

    [Fact]
    public async Task NeighboursOfAFileAreThoseOfTheSameMaterial()
    {
        JsonNode document = await explorer.Node("/openapi/v1.json");
        using var form = new MultipartFormDataContent();
        using var file = new ByteArrayContent(await File.ReadAllBytesAsync(
            RepositoryFile.Database("polymorphs/cod_C-Diamond.cif")));
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(file, "file", "../../x/diamond.cif");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/neighbours?k=4")
        {
            Content = form,
        };
        request.Headers.Add("X-Similarity", "1");
        using HttpResponseMessage response = await explorer.Client.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, text);
        JsonNode found = JsonNode.Parse(text)!;
        Assert.Empty(SchemaDocument.OfOpenApi(document, closed: true)
            .Faults(found, "UploadNeighbours"));
        Assert.Equal("C", (string?)found["formula"]);
        Assert.Equal("cod_C-Diamond.cif", (string?)found["hits"]![0]!["id"]);
        Assert.Equal(0, (double)found["hits"]![0]!["distance"]!, 1e-4);
    }
}
