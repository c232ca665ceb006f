using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Similarity.Explorer.Browser.Tests;

[Collection(ExplorerCollection.Name)]
public sealed partial class MaterialPageTest(ExplorerFixture explorer)
{
    [SkippableFact]
    public async Task AMaterialShowsItsStructureItsStatesAndItsLike()
    {
        await using ExplorerTab tab = await explorer.OpenAsync("/");
        await tab.Get("filter").FillAsync("formula = TiO2");
        await tab.Get("filter").PressAsync("Enter");
        ILocator rows = tab.Get("materials").Locator("tbody tr");
        await Expect(rows.First).ToContainTextAsync("TiO");
        await rows.First.GetByRole(AriaRole.Link).First.ClickAsync();
        await Expect(tab.Get("structure").Locator("canvas").First).ToBeVisibleAsync();
        ILocator neighbours = tab.Get("neighbours");
        await Expect(neighbours.GetByRole(AriaRole.Link).First).ToBeVisibleAsync();
        await Expect(tab.Get("spectrum")).ToContainTextAsync("states/eV");
        ILocator nearest = neighbours.Locator("tbody tr").First;
        string id = (await nearest.GetAttributeAsync("data-id"))!;
        await Expect(tab.Get("spectrum")).Not.ToContainTextAsync(id);
        await nearest.GetByRole(AriaRole.Checkbox).CheckAsync();
        await Expect(tab.Get("spectrum")).ToContainTextAsync(id);
        tab.AssertQuiet();
    }

    [SkippableFact]
    public async Task ChosenMaterialsAreCompared()
    {
        await using ExplorerTab tab = await explorer.OpenAsync("/?q=formula%20%3D%20TiO2");
        ILocator choices = tab.Get("materials").GetByRole(AriaRole.Checkbox);
        await choices.Nth(0).CheckAsync();
        await choices.Nth(1).CheckAsync();
        await tab.Get("compare-chosen").ClickAsync();
        await Expect(tab.Page).ToHaveURLAsync(Comparison());
        await Expect(tab.Get("compared").First).ToBeVisibleAsync();
        await Expect(tab.Get("distances")).ToBeVisibleAsync();
        tab.AssertQuiet();
    }

    /// <summary>Long cells and flat ones, in wide windows and narrow ones.</summary>
    [SkippableTheory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task StructuresAreSeenWhole(int width)
    {
        await using ExplorerTab tab = await explorer.OpenAsync(
            "/compare?ids=mp_TiO2_anatase_mp-390.cif,mp_SiC_15R_mp-11713.cif", width: width);
        ILocator drawn = tab.Page.Locator(".structure-view[data-drawn]");
        await Expect(drawn).ToHaveCountAsync(2);
        string[] cut = await tab.ListedInTheEndAsync(
            """
            () => [...document.querySelectorAll('.structure-view canvas')].flatMap(canvas => {
              const viewer = canvas._3dmol_viewer;
              const box = canvas.getBoundingClientRect();
              return viewer.selectedAtoms({}).filter(atom => {
                const { x, y } = viewer.modelToScreen(atom);
                const [left, top] = [x - scrollX - box.left, y - scrollY - box.top];
                return !(left > 0 && left < box.width && top > 0 && top < box.height);
              }).map(atom => atom.elem);
            })
            """);
        Assert.Empty(cut);
        tab.AssertQuiet();
    }

    /// <summary>Names of files are long, and stand beside the cells of a matrix.</summary>
    [SkippableTheory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task WordsOfChartsAreSeenWhole(int width)
    {
        await using ExplorerTab tab = await explorer.OpenAsync(
            "/compare?ids=mp_TiO2_anatase_mp-390.cif,mp_SiC_15R_mp-11713.cif", width: width);
        await Expect(tab.Page.Locator(".chart[data-drawn]")).ToHaveCountAsync(2);
        string[] cut = await tab.ListedInTheEndAsync(
            """
            () => [...document.querySelectorAll('.main-svg text')].filter(text => {
              const box = text.closest('.main-svg').getBoundingClientRect();
              const { left, right, top, bottom } = text.getBoundingClientRect();
              return left < box.left - 1 || right > box.right + 1
                || top < box.top - 1 || bottom > box.bottom + 1;
            }).map(text => text.textContent)
            """);
        Assert.Empty(cut);
        tab.AssertQuiet();
    }

    [GeneratedRegex("/compare\\?ids=")]
    private static partial Regex Comparison();
}
