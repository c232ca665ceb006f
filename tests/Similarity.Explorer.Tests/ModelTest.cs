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
        JsonNode learned = await Ask(
            "si.vasp",
            "Si\n5.43\n0 .5 .5\n.5 0 .5\n.5 .5 0\nSi\n2\nDirect\n0 0 0\n.25 .25 .25\n",
            async client => JsonNode.Parse(
                await client.GetStringAsync("/api/materials/si.vasp/learned-dos"))!);
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

    /// <summary>Of aluminium the network on grid points says the density, with all electrons.
    /// </summary>
    [Fact]
    public async Task TheDensityOfAluminiumHasItsValenceElectrons()
    {
        (byte[] cube, HttpStatusCode tooFine) = await Ask(
            "al.vasp",
            "Al\n4.05\n1 0 0\n0 1 0\n0 0 1\nAl\n4\nDirect\n0 0 0\n.5 .5 0\n.5 0 .5\n0 .5 .5\n",
            async client =>
            {
                using HttpResponseMessage fine =
                    await client.GetAsync("/api/materials/al.vasp/density?spacing_A=0.02");
                return (
                    await client.GetByteArrayAsync(
                        "/api/materials/al.vasp/density?spacing_A=0.4"),
                    fine.StatusCode);
            });
        Assert.Equal(HttpStatusCode.BadRequest, tooFine);
        var source = new FileSource("al.cube", cube);
        VolumetricData volume = FileFormats.Recognise(source).Read(source).Volume!;
        Assert.Equal(11 * 11 * 11, volume.Values.Length);
        double cell = volume.Crystal.Lattice.Volume;
        Assert.Equal(12, volume.Values.Average() * cell, 1e-9);
    }

    /// <summary>Read back as the volume it is.</summary>
    [Fact]
    public async Task AnElectronDensityIsOfWaterAndAluminiumAlone()
    {
        using HttpResponseMessage none = await explorer.Client.GetAsync(
            "/api/materials/cod_C-Diamond.cif/density");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, none.StatusCode);

        byte[] cube = await Ask(
            "water.xyz",
            "3\nwater\nO 0 0 0.1173\nH 0 0.7572 -0.4692\nH 0 -0.7572 -0.4692\n",
            client => client.GetByteArrayAsync(
                "/api/materials/water.xyz/density?spacing_A=0.2"));
        var source = new FileSource("x.cube", cube);
        Assert.NotNull(FileFormats.Recognise(source).Read(source).Volume);
    }

    /// <summary>Asks an explorer of diamond and one more material.</summary>
    private async Task<T> Ask<T>(string name, string text, Func<HttpClient, Task<T>> question)
    {
        using var folder = new TemporaryFolder();
        RunningExplorer.Import(
            folder.File("m.db"),
            RepositoryFile.Database("polymorphs/cod_C-Diamond.cif"),
            folder.Write(name, text));
        T answer;
        await using (ExplorerServer server = await ExplorerServer.StartAsync(
            explorer.Options with { Database = folder.File("m.db") }))
        {
            using var client = new HttpClient { BaseAddress = server.Address };
            answer = await question(client);
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        return answer;
    }
}
