using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Similarity.Explorer.Browser.Tests;

[Collection(ExplorerCollection.Name)]
public sealed partial class SearchPageTest(ExplorerFixture explorer)
{
    [SkippableFact]
    public async Task AFilterFindsAMaterialThatOpensAndTheWayBackIsOpen()
    {
        await using ExplorerTab tab = await explorer.OpenAsync("/");
        ILocator rows = tab.Get("materials").Locator("tbody tr");
        await Expect(rows.First).ToBeVisibleAsync();
        await tab.Get("filter").FillAsync("formula = TiO2 and nsites = 6");
        await tab.Get("filter").PressAsync("Enter");
        await Expect(tab.Page).ToHaveURLAsync(WithFilter());
        ILocator rutile = rows.Filter(new() { HasText = "mp-2657" }).GetByRole(AriaRole.Link);
        await rutile.First.ClickAsync();
        await Expect(tab.Page).ToHaveURLAsync(OfMaterial());
        await Expect(tab.Get("material-title")).ToContainTextAsync("TiO");
        await tab.Page.GoBackAsync();
        await Expect(rows.Filter(new() { HasText = "mp-2657" })).ToBeVisibleAsync();
        await tab.Page.GoForwardAsync();
        await Expect(tab.Get("material-title")).ToBeVisibleAsync();
        tab.AssertQuiet();
    }

    [SkippableFact]
    public async Task AWrongFilterIsMarkedAndTheListIsSavedAsATable()
    {
        await using ExplorerTab tab = await explorer.OpenAsync("/");
        string table = await tab.SavedByAsync(tab.Get("export-csv"));
        Assert.StartsWith("id,", table);
        Assert.Contains("mp-2657", table);
        tab.AssertQuiet();
        await tab.Get("filter").FillAsync("gap in (");
        await Expect(tab.Get("filter")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(tab.Get("filter-message")).ToContainTextAsync("column");
    }

    [GeneratedRegex("q=formula")]
    private static partial Regex WithFilter();

    [GeneratedRegex("/material/[^/]*mp-2657")]
    private static partial Regex OfMaterial();
}
