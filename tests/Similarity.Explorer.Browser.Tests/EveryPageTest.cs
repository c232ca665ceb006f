using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Similarity.Explorer.Browser.Tests;

/// <summary>What holds of all pages: the rules of WCAG A and AA, narrow windows, quiet.</summary>
[Collection(ExplorerCollection.Name)]
public sealed class EveryPageTest(ExplorerFixture explorer)
{
    private const int Narrow = 390;

    private static readonly AxeRunOptions Rules = new()
    {
        RunOnly = new RunOnlyOptions
        {
            Type = "tag",
            Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
        },
    };

    public static TheoryData<string> Pages() =>
    [
        "/", "/?q=formula%20%3D%20TiO2", "/map", "/dendrogram", "/screening", "/density", "/jobs",
        "/about", "/compare", "/material/mp_TiO2_rutile_mp-2657.cif",
        "/compare?ids=mp_TiO2_rutile_mp-2657.cif,mp_TiO2_anatase_mp-390.cif",
    ];

    [SkippableTheory]
    [MemberData(nameof(Pages))]
    public async Task NobodyIsKeptOutInEitherThemeOrByANarrowWindow(string path)
    {
        await using ExplorerTab tab = await explorer.OpenAsync(path);
        await SettledAsync(tab);
        foreach (ColorScheme theme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await tab.Page.EmulateMediaAsync(new() { ColorScheme = theme });
            await Expect(tab.Page.Locator("html")).ToHaveAttributeAsync(
                "data-theme", theme == ColorScheme.Dark ? "dark" : "light");
            await SettledAsync(tab);
            await NothingIsBesideTheWindowAsync(tab);
            AxeResult found = await tab.Page.RunAxe(Rules);
            Assert.True(
                found.Passes.Length > 5, $"{found.Passes.Length} rules had anything to say");
            Assert.True(
                found.Violations.Length == 0,
                string.Join('\n', found.Violations.Select(violation =>
                    $"{theme} {path} {violation.Id}: {violation.Help}: "
                    + string.Join(" | ", violation.Nodes.Take(5).Select(node => node.Html)))));
        }

        await tab.Page.SetViewportSizeAsync(Narrow, 844);
        await Expect(tab.Page.Locator("main h1").First).ToBeVisibleAsync();
        Assert.Equal(Narrow, await tab.Page.EvaluateAsync<int>("() => innerWidth"));
        await NothingIsBesideTheWindowAsync(tab);
        tab.AssertQuiet();
    }

    private static Task NothingIsBesideTheWindowAsync(ExplorerTab tab) =>
        tab.Page.WaitForFunctionAsync(
            "() => document.documentElement.scrollWidth <= innerWidth");

    private static async Task SettledAsync(ExplorerTab tab)
    {
        await Expect(tab.Page.Locator("main h1").First).ToBeVisibleAsync();
        await Expect(tab.Page.Locator("[aria-busy=true]")).ToHaveCountAsync(
            0, new() { Timeout = 120_000 });
    }
}
