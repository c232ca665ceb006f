using System.Net;
using System.Text.Json.Nodes;
using Similarity.Cli.Tests;
using Similarity.Tests;

namespace Similarity.Explorer.Tests;

/// <summary>Files that the page sends come into the catalog, or say why not.</summary>
[Collection(ExplorerTests.Name)]
public sealed class ImportTest(RunningExplorer explorer) : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private ExplorerServer? server;
    private HttpClient? client;

    public async Task InitializeAsync()
    {
        RunningExplorer.Import(
            folder.File("m.db"), RepositoryFile.Database("polymorphs/cod_C-Diamond.cif"));
        server = await ExplorerServer.StartAsync(explorer.Options with
        {
            Database = folder.File("m.db"),
            AllowImport = true,
            UploadBytes = 1 << 20,
        });
        client = new HttpClient { BaseAddress = server.Address };
    }

    public async Task DisposeAsync()
    {
        client!.Dispose();
        await server!.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    [Fact]
    public async Task FilesComeInAndUnreadableOnesSayWhy()
    {
        byte[] graphite = await File.ReadAllBytesAsync(
            RepositoryFile.Database("polymorphs/cod_C-Graphite.cif"));
        JsonNode job = await Import(
            ("../../graphite.cif", graphite), ("noise.cif", "no structure"u8.ToArray()));
        Assert.Equal("done", (string?)job["state"]);
        Assert.Equal(
            ["graphite.cif"], job["added"]!.AsArray().Select(id => (string)id!));
        Assert.Equal("noise.cif", (string?)job["failed"]![0]!["id"]);
        Assert.Equal(2, (int)job["done"]!);
        string found = await client!.GetStringAsync("/api/materials/graphite.cif/neighbours");
        Assert.Contains("cod_C-Diamond.cif", found);
        Assert.False(File.Exists(Path.Combine(folder.File(".."), "graphite.cif")));

        // The same again changes nothing; another input by its id is refused.
        JsonNode again = await Import(("graphite.cif", graphite));
        Assert.Empty(again["added"]!.AsArray());
        Assert.Equal("1 material was there already", (string?)again["message"]);
        Assert.Empty(again["failed"]!.AsArray());
        JsonNode other = await Import(("graphite.cif", await File.ReadAllBytesAsync(
            RepositoryFile.Database("polymorphs/cod_C-Lonsdaleite.cif"))));
        Assert.Contains("another", (string?)other["failed"]![0]!["reason"]);
        Assert.Equal(
            2, (int)JsonNode.Parse(await client.GetStringAsync("/api/materials"))!["total"]!);
    }

    [Fact]
    public async Task AnUploadThatIsTooLargeIsRefused()
    {
        using HttpResponseMessage response = await Send(("big.cif", new byte[2 << 20]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task AJobIsCancelled()
    {
        byte[] rutile = await File.ReadAllBytesAsync(
            RepositoryFile.Database("polymorphs/mp_TiO2_rutile_mp-2657.cif"));
        using HttpResponseMessage started = await Send(
            [.. Enumerable.Range(0, 50).Select(i => ($"r{i}.cif", rutile))]);
        string id = (string)JsonNode.Parse(
            await started.Content.ReadAsStringAsync())!["job"]!;
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/api/jobs/{id}");
        request.Headers.Add("X-Similarity", "1");
        (await client!.SendAsync(request)).EnsureSuccessStatusCode();
        JsonNode job = await Ended(id);
        Assert.Contains((string?)job["state"], (string[])["cancelled", "done"]);

        // What the job says it added is what is there.
        JsonNode list = JsonNode.Parse(
            await client!.GetStringAsync("/api/materials?limit=500"))!;
        Assert.Equal(job["added"]!.AsArray().Count + 1, (int)list["total"]!);
    }

    private async Task<JsonNode> Import(params (string Name, byte[] Content)[] files)
    {
        using HttpResponseMessage response = await Send(files);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.Accepted, text);
        return await Ended((string)JsonNode.Parse(text)!["job"]!);
    }

    /// <summary>By the events that are sent until it has ended.</summary>
    private async Task<JsonNode> Ended(string job)
    {
        string events = await client!.GetStringAsync($"/api/jobs/{job}/events");
        string last = events.Split('\n').Last(line =>
            line.StartsWith("data: ", StringComparison.Ordinal));
        return JsonNode.Parse(last["data: ".Length..])!;
    }

    private async Task<HttpResponseMessage> Send(params (string Name, byte[] Content)[] files)
    {
        using var form = new MultipartFormDataContent();
        foreach ((string name, byte[] content) in files)
        {
            form.Add(new ByteArrayContent(content), "files", name);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/jobs")
        {
            Content = form,
        };
        request.Headers.Add("X-Similarity", "1");
        request.Headers.ExpectContinue = true;
        return await client!.SendAsync(request);
    }
}
