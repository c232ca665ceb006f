using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Similarity.Catalog;
using Similarity.Cli.Tests;
using Similarity.Tests;

namespace Similarity.Explorer.Tests;

/// <summary>What endpoints say is what the catalog holds.</summary>
[Collection(ExplorerTests.Name)]
public sealed class ApiTest(RunningExplorer explorer)
{
    private const string Diamond = "cod_C-Diamond.cif";

    [Fact]
    public async Task AListIsTheCatalogFilteredAndOrdered()
    {
        using ICatalogStore store = CatalogStores.Open(
            explorer.Database, CatalogAccess.Read, CatalogStores.BuiltIn);
        JsonNode list = await explorer.Node(
            "/api/materials?where=nelements%20%3D%202&sort=nsites&order=desc&limit=500");
        string[] expected =
        [
            .. store.Materials(Catalog.Filters.FilterParser.Parse("nelements = 2"))
                .OrderByDescending(material => material.SiteCount)
                .ThenBy(material => material.Id, StringComparer.Ordinal)
                .Select(material => material.Id),
        ];
        Assert.NotEmpty(expected);
        Assert.Equal(
            expected, list["items"]!.AsArray().Select(item => (string)item!["id"]!));
        Assert.Equal(expected.Length, (int)list["total"]!);
        JsonNode page = await explorer.Node(
            "/api/materials?where=nelements%20%3D%202&sort=nsites&order=desc&limit=2&offset=1");
        Assert.Equal(
            expected[1..3], page["items"]!.AsArray().Select(item => (string)item!["id"]!));
    }

    [Fact]
    public async Task ATableHasALineForEachMaterial()
    {
        string text = await explorer.Client.GetStringAsync("/api/materials.csv?sort=formula");
        string[] lines = text.TrimEnd('\n').Split('\n');
        JsonNode list = await explorer.Node("/api/materials?sort=formula&limit=500");
        Assert.Equal((int)list["total"]! + 1, lines.Length);
        Assert.Equal(
            list["items"]!.AsArray().Select(item => (string)item!["id"]!),
            lines.Skip(1).Select(line => line.Split(',')[0]));
    }

    /// <summary>Against distances of all, in double precision.</summary>
    [Fact]
    public async Task NeighboursAreTheNearest()
    {
        using ICatalogStore store = CatalogStores.Open(
            explorer.Database, CatalogAccess.Read, CatalogStores.BuiltIn);
        FingerprintSet set = store.Sets().Single();
        StoredVector[] all = [.. store.Vectors(set)];
        float[] own = all.Single(vector => vector.MaterialId == Diamond).Lanes;
        (string Id, double Distance)[] expected =
        [
            .. all.Where(vector => vector.MaterialId != Diamond)
                .Select(vector => (vector.MaterialId, Math.Sqrt(vector.Lanes
                    .Zip(own, (a, b) => ((double)a - b) * ((double)a - b)).Sum())))
                .OrderBy(pair => pair.Item2),
        ];
        JsonNode found = await explorer.Node($"/api/materials/{Diamond}/neighbours?k=1000");
        Assert.Equal(
            expected.Select(pair => pair.Id),
            found["hits"]!.AsArray().Select(hit => (string)hit!["id"]!));
        Assert.All(
            expected.Zip(found["hits"]!.AsArray()),
            pair => Assert.Equal(
                pair.First.Distance,
                (double)pair.Second!["distance"]!,
                1e-5 * (1 + pair.First.Distance)));
        JsonNode oxides = await explorer.Node(
            $"/api/materials/{Diamond}/neighbours?where=elements%20has%20O");
        Assert.All(
            oxides["hits"]!.AsArray(),
            hit => Assert.Contains("O", hit!["elements"]!.AsArray().Select(e => (string)e!)));
    }

    [Fact]
    public async Task AStructureComesBackAsItsFile()
    {
        JsonNode structure = await explorer.Node($"/api/materials/{Diamond}/structure");
        Assert.All(structure["species"]!.AsArray(), element => Assert.Equal("C", (string)element!));
        foreach (string format in (string[])["cif", "poscar", "xyz"])
        {
            byte[] file = await explorer.Client.GetByteArrayAsync(
                $"/api/materials/{Diamond}/structure?format={format}");
            Crystals.Crystal crystal = Formats.FileFormats.Recognise(
                new Formats.FileSource("x", file)).Read(new Formats.FileSource("x", file))
                .Structures.Single();
            Assert.Equal(structure["species"]!.AsArray().Count, crystal.Count);
        }
    }

    /// <summary>Diamond of GFN0 is an insulator, as it is in nature.</summary>
    [Fact]
    public async Task BandsAndTheirDensityHaveTheSameGap()
    {
        JsonNode bands = await explorer.Node($"/api/materials/{Diamond}/bands?operator=gfn0");
        JsonNode dos = await explorer.Node(
            $"/api/materials/{Diamond}/dos?operator=gfn0&sigma_eV=0.05&points=2001");
        Assert.False((bool)bands["is_metal"]!);
        Assert.Equal((double)bands["gap_eV"]!, (double)dos["gap_eV"]!, 1e-9);
        Assert.InRange((double)bands["gap_eV"]!, 2, 15);
        int points = bands["x"]!.AsArray().Count;
        Assert.All(
            bands["bands_eV"]![0]!.AsArray(), band => Assert.Equal(points, band!.AsArray().Count));
        double[] x = [.. bands["x"]!.AsArray().Select(value => (double)value!)];
        Assert.Equal(x.Order(), x);
        Assert.Equal("Γ", (string?)bands["labels"]![0]!["label"]);
    }

    [Fact]
    public async Task StoredBandsAreShownAsTheyAre()
    {
        JsonNode bands = await explorer.Node("/api/materials/si_bandstructure_line.json/bands");
        Assert.Equal("stored", (string?)bands["source"]);
        Assert.InRange((double)bands["gap_eV"]!, 0.4, 0.8);
    }

    [Fact]
    public async Task ATreeJoinsAllMaterials()
    {
        JsonNode tree = await explorer.Node("/api/dendrogram?where=nelements%20%3D%202");
        int n = tree["ids"]!.AsArray().Count;
        Assert.Equal(n - 1, tree["merges"]!.AsArray().Count);
        Assert.Equal(n, (int)tree["merges"]![n - 2]!["size"]!);
        Assert.Equal(
            Enumerable.Range(0, n), tree["order"]!.AsArray().Select(i => (int)i!).Order());
        for (int i = 0; i < n; i++)
        {
            Assert.Equal(0, (double)tree["matrix"]![i]![i]!);
            for (int j = 0; j < n; j++)
            {
                Assert.Equal(
                    (double)tree["matrix"]![i]![j]!, (double)tree["matrix"]![j]![i]!);
            }
        }
    }

    [Fact]
    public async Task AMapIsReadAsItsPageReadsIt()
    {
        byte[] bytes = await explorer.Client.GetByteArrayAsync("/api/map/points");
        int n = BitConverter.ToInt32(bytes, 0);
        int length = BitConverter.ToInt32(bytes, 4 + 8 * n);
        string[] ids = JsonSerializer.Deserialize<string[]>(bytes.AsSpan(8 + 8 * n))!;
        Assert.Equal(bytes.Length, 8 + 8 * n + length);
        Assert.Equal(n, ids.Length);
        Assert.Contains(Diamond, ids);
        byte[] values = await explorer.Client.GetByteArrayAsync(
            "/api/map/values?property=nsites");
        Assert.Equal(4 * n, values.Length);
        Assert.Equal(
            (float)(int)(await explorer.Node($"/api/materials/{Diamond}"))["nsites"]!,
            BitConverter.ToSingle(values, 4 * Array.IndexOf(ids, Diamond)));
    }

    [Fact]
    public async Task WhatHasNotChangedIsNotSentAgain()
    {
        using HttpResponseMessage first = await explorer.Client.GetAsync("/api/materials");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/materials");
        again.Headers.TryAddWithoutValidation("If-None-Match", first.Headers.ETag!.ToString());
        using HttpResponseMessage second = await explorer.Client.SendAsync(again);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    /// <summary>Of structures alone nobody knows the gap: a filter of it finds nothing.</summary>
    [Fact]
    public async Task AFilterOfGapsThatNoMaterialHasIsWarnedOf()
    {
        using var folder = new TemporaryFolder();
        RunningExplorer.Import(
            folder.File("m.db"), RepositoryFile.Database("polymorphs/" + Diamond));
        await using ExplorerServer server = await ExplorerServer.StartAsync(
            explorer.Options with { Database = folder.File("m.db") });
        using var client = new HttpClient { BaseAddress = server.Address };
        const string question = "/api/filter?where=nsites%20%3E%201%20and%20gap%20%3E%202";
        JsonNode warning = JsonNode.Parse(await client.GetStringAsync(question))!["warnings"]![0]!;
        Assert.Contains("has a gap", (string)warning["message"]!);
        Assert.Equal("nsites > 1 and ".Length, (int)warning["column"]!);

        // Silicon beside it has one.
        Assert.Empty((await explorer.Node(question))["warnings"]!.AsArray());
    }

    [Fact]
    public async Task WhatAnotherProcessWritesIsSeen()
    {
        using var folder = new TemporaryFolder();
        string database = folder.File("m.db");
        RunningExplorer.Import(database, RepositoryFile.Database("polymorphs/" + Diamond));
        await using (ExplorerServer server = await ExplorerServer.StartAsync(
            explorer.Options with { Database = database }))
        {
            using var client = new HttpClient { BaseAddress = server.Address };
            Assert.Contains("\"total\":1,", await client.GetStringAsync("/api/materials"));
            RunningExplorer.Import(
                database, RepositoryFile.Database("polymorphs/cod_C-Graphite.cif"));
            for (int wait = 0; wait < 100; wait++)
            {
                if ((await client.GetStringAsync("/api/materials"))
                    .Contains("\"total\":2,", StringComparison.Ordinal))
                {
                    break;
                }

                await Task.Delay(100);
            }

            Assert.Contains("\"total\":2,", await client.GetStringAsync("/api/materials"));
            Assert.Contains(
                "cod_C-Graphite",
                await client.GetStringAsync($"/api/materials/{Diamond}/neighbours"));
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
    }
}
