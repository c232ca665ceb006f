using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Similarity.Explorer.Browser.Tests;

[Collection(ExplorerCollection.Name)]
public sealed class ScreeningPageTest(ExplorerFixture explorer)
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
}
