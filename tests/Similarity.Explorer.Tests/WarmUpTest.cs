using System.Net.Http.Headers;
using System.Text.Json;

namespace Similarity.Explorer.Tests;

/// <summary>
/// What the first questions would wait for is done before them, with a token and without a word.
/// </summary>
[Collection(ExplorerTests.Name)]
public sealed class WarmUpTest(RunningExplorer explorer)
{
    private const string Token = "correct-horse-battery-staple";

    [Fact]
    public async Task TheFirstNeighboursComeOfAnIndexThatIsThere()
    {
        var told = new List<string>();
        await using ExplorerServer server = await ExplorerServer.StartAsync(
            explorer.Options with { Token = Token, Report = told.Add });
        await server.Warmth.WaitAsync(TimeSpan.FromMinutes(2));

        using var client = new HttpClient { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", Token);
        using JsonDocument found = JsonDocument.Parse(await client.GetStringAsync(
            "/api/materials/cod_C-Diamond.cif/neighbours"));

        Assert.Equal("cpu, quantised", found.RootElement.GetProperty("device").GetString());
        Assert.Empty(told);
    }
}
