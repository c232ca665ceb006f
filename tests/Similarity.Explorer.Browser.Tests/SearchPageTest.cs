using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Similarity.Tests;
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

    [SkippableFact]
    public async Task PropertiesAreCalledByWordsAndUnits()
    {
        await using ExplorerTab tab = await explorer.OpenAsync("/?columns=id,e_above_hull_eV");
        ILocator head = tab.Get("materials").GetByRole(AriaRole.Columnheader).Last;
        await Expect(head).ToContainTextAsync("Energy above hull (eV)");
        await Expect(head).ToHaveAttributeAsync("title", "e_above_hull_eV in filters");
        await tab.Page.GotoAsync("/material/mp_TiO2_rutile_mp-2657.cif");
        await Expect(tab.Get("facts")).ToContainTextAsync("Energy above hull0.037 eV");
        tab.AssertQuiet();
    }

    /// <summary>The file is in no address; what it found stays in the tab.</summary>
    [SkippableFact]
    public async Task WhatAFileFoundStaysInItsTab()
    {
        string cif = await File.ReadAllTextAsync(
            RepositoryFile.Database("polymorphs/mp_SnO2_rutile_mp-856.cif"));
        await using ExplorerTab tab = await explorer.OpenAsync("/?q=formula%20%3D%20TiO2");
        await Expect(tab.Get("search-by-file")).ToBeEnabledAsync();
        await tab.DropAsync(tab.Page.Locator("main"), "tin.cif", cif);
        await Expect(tab.Get("total")).ToContainTextAsync("tin.cif");
        await Expect(tab.Page).ToHaveURLAsync(WithFile());
        ILocator rows = tab.Get("materials").Locator("tbody tr");
        await rows.First.GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(tab.Get("material-title")).ToBeVisibleAsync();
        await tab.Page.GoBackAsync();
        await Expect(tab.Get("total")).ToContainTextAsync("tin.cif");
        await tab.Page.ReloadAsync();
        await Expect(tab.Get("total")).ToContainTextAsync("tin.cif");
        await using ExplorerTab other = await explorer.OpenAsync(tab.Page.Url);
        await Expect(other.Page.GetByText("kept in its tab")).ToBeVisibleAsync();
        await tab.Page.GetByRole(AriaRole.Button, new() { Name = "Back to the search" })
            .ClickAsync();
        await Expect(tab.Page).Not.ToHaveURLAsync(WithFile());
        await Expect(tab.Get("total")).Not.ToContainTextAsync("tin.cif");
        tab.AssertQuiet();
        other.AssertQuiet();
    }

    [GeneratedRegex("found=")]
    private static partial Regex WithFile();

    [GeneratedRegex("q=formula")]
    private static partial Regex WithFilter();

    [GeneratedRegex("/material/[^/]*mp-2657")]
    private static partial Regex OfMaterial();
}
