using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Similarity.Explorer.Browser.Tests;

[Collection(ExplorerCollection.Name)]
public sealed partial class MapPageTest(ExplorerFixture explorer)
{
    [SkippableFact]
    public async Task ALassoMakesAListThatStandsInTheAddress()
    {
        await using ExplorerTab tab = await explorer.OpenAsync("/map");
        await ReadyAsync(tab);
        await tab.Get("map-tool-lasso").ClickAsync();
        LocatorBoundingBoxResult box = (await tab.Get("map-stage").BoundingBoxAsync())!;
        await tab.Page.Mouse.MoveAsync(box.X + 4, box.Y + 60);
        await tab.Page.Mouse.DownAsync();
        (float X, float Y)[] corners =
            [(0.5f, 0.14f), (0.99f, 0.14f), (0.99f, 0.98f), (0.5f, 0.98f), (0.01f, 0.98f)];
        foreach ((float x, float y) in corners)
        {
            await tab.Page.Mouse.MoveAsync(
                box.X + x * box.Width, box.Y + y * box.Height, new() { Steps = 4 });
        }

        await tab.Page.Mouse.UpAsync();
        await Expect(tab.Get("map-count")).ToContainTextAsync("material");
        await Expect(tab.Page).ToHaveURLAsync(WithLasso());
        int listed = await tab.Get("map-list").GetByRole(AriaRole.Link).CountAsync();
        Assert.True(listed > 10, $"{listed} materials were listed");
        string table = await tab.SavedByAsync(tab.Get("map-csv"));
        Assert.StartsWith("id,formula,x,y", table);

        await tab.Page.ReloadAsync();
        await ReadyAsync(tab);
        await Expect(tab.Get("map-list").GetByRole(AriaRole.Link)).ToHaveCountAsync(listed);
        await tab.Get("map-clear").ClickAsync();
        await Expect(tab.Get("map-list")).ToHaveCountAsync(0);
        await tab.Page.GoBackAsync();
        await Expect(tab.Get("map-list").GetByRole(AriaRole.Link)).ToHaveCountAsync(listed);
        tab.AssertQuiet();
    }

    [SkippableFact]
    public async Task TheKeyboardMovesZoomsAndChooses()
    {
        await using ExplorerTab tab = await explorer.OpenAsync("/map?colour=formula");
        await ReadyAsync(tab);
        ILocator stage = tab.Get("map-stage");
        await stage.FocusAsync();
        await stage.PressAsync("+");
        await stage.PressAsync("ArrowLeft");
        await Expect(tab.Page).ToHaveURLAsync(WithView());
        await stage.PressAsync("l");
        await Expect(stage).ToHaveAttributeAsync("data-tool", "lasso");
        await stage.PressAsync("Escape");
        await Expect(stage).ToHaveAttributeAsync("data-tool", "pan");
        await tab.Get("map-all").ClickAsync();
        await Expect(tab.Page).Not.ToHaveURLAsync(WithView());
        await tab.Get("map-in-view").ClickAsync();
        await Expect(tab.Get("map-count")).ToContainTextAsync("material");
        await Expect(tab.Get("map-legend")).ToContainTextAsync("TiO2");
        tab.AssertQuiet();
    }

    private static Task ReadyAsync(ExplorerTab tab) =>
        Expect(tab.Page.Locator("[data-ready]")).ToBeVisibleAsync();

    [GeneratedRegex("lasso=")]
    private static partial Regex WithLasso();

    [GeneratedRegex("view=")]
    private static partial Regex WithView();
}
