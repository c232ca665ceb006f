using System.Net;
using System.Text.Json.Nodes;
using Similarity.Cli.Tests;
using Similarity.Formats;
using Similarity.Tests;

namespace Similarity.Explorer.Tests;

/// <summary>What shipped models say, and of what they do not speak.</summary>
[Collection(ExplorerTests.Name)]
public sealed class ModelTest(RunningExplorer explorer)
{
    [Fact]
    public async Task ADensityOfStatesIsLearnedOfSiliconAlone()
    {
        JsonNode document = await explorer.Node("/openapi/v1.json");
        JsonNode learned = await explorer.Node(
            "/api/materials/si_bandstructure_line.json/learned-dos");
        Assert.Empty(SchemaDocument.OfOpenApi(document, closed: true)
            .Faults(learned, "LearnedDos"));
        int points = learned["energies_eV"]!.AsArray().Count;
        Assert.Equal(points, learned["dos"]!.AsArray().Count);
        Assert.All(learned["std"]!.AsArray(), std => Assert.True((double)std! >= 0));
        Assert.NotNull(learned["fermi_eV"]);
        using HttpResponseMessage of = await explorer.Client.GetAsync(
            "/api/materials/cod_C-Diamond.cif/learned-dos");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, of.StatusCode);
        Assert.Contains("Si only", await of.Content.ReadAsStringAsync());
    }

    /// <summary>Read back as the volume it is.</summary>
    [Fact]
    public async Task AnElectronDensityIsOfWaterAlone()
    {
        using HttpResponseMessage none = await explorer.Client.GetAsync(
            "/api/materials/cod_C-Diamond.cif/density");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.StatusCode);

        using var folder = new TemporaryFolder();
        RunningExplorer.Import(
            folder.File("m.db"),
            RepositoryFile.Database("polymorphs/cod_C-Diamond.cif"),
            folder.Write("water.xyz", "3\nwater\nO 0 0 0.1173\nH 0 0.7572 -0.4692\n"
                + "H 0 -0.7572 -0.4692\n"));
        await using (ExplorerServer server = await ExplorerServer.StartAsync(
            explorer.Options with { Database = folder.File("m.db") }))
        {
            using var client = new HttpClient { BaseAddress = server.Address };
            byte[] cube = await client.GetByteArrayAsync(
                "/api/materials/water.xyz/density?spacing_A=0.2");
            var source = new FileSource("x.cube", cube);
            Assert.NotNull(FileFormats.Recognise(source).Read(source).Volume);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }
}
