using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Similarity.Explorer.Browser.Tests;

[Collection(ExplorerCollection.Name)]
public sealed partial class ScreeningPageTest(ExplorerFixture explorer)
{
    [SkippableFact]
    public async Task CandidatesAreRankedAndSaved()
    {
        await using ExplorerTab tab = await explorer.OpenAsync("/screening");
        await Expect(tab.Get("candidate").First).ToBeVisibleAsync(new() { Timeout = 180_000 });
        await Expect(tab.Get("curve")).ToHaveAttributeAsync("data-drawn", "true");
        await Expect(tab.Get("probabilities")).ToHaveAttributeAsync("data-drawn", "true");
        await Expect(tab.Get("model-card")).ToContainTextAsync("forest");
        string table = await tab.SavedByAsync(tab.Get("board-csv"));
        Assert.StartsWith("rank,id,", table);
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Gap" }).ClickAsync();
        await Expect(tab.Page.Locator("[aria-sort]")).ToContainTextAsync("Gap");
        tab.AssertQuiet();
    }

    [SkippableFact]
    public async Task KnownOnesCanBeLeftOut()
    {
        await using ExplorerTab tab = await explorer.OpenAsync("/screening?where=nsites%20%3E%200");
        await Expect(tab.Get("candidate").First).ToBeVisibleAsync(new() { Timeout = 180_000 });
        string[] all = (await tab.SavedByAsync(tab.Get("board-csv"))).Split('\n');
        await tab.Get("without-known").CheckAsync();
        await Expect(tab.Page).ToHaveURLAsync(WithoutKnown());
        await Expect(tab.Get("board-count")).ToContainTextAsync($"of {all.Length - 2 - 2}");
        string[] unknown = (await tab.SavedByAsync(tab.Get("board-csv"))).Split('\n');
        Assert.Equal(2, all.Count(line => line.Contains(",true,") || line.Contains(",false,")));
        Assert.DoesNotContain(
            unknown, line => line.Contains(",true,") || line.Contains(",false,"));
        await tab.Page.ReloadAsync();
        await Expect(tab.Get("without-known")).ToBeCheckedAsync();
        tab.AssertQuiet();
    }

    [GeneratedRegex("known=without")]
    private static partial Regex WithoutKnown();
}
