using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Similarity.Explorer.Browser.Tests;

[Collection(ExplorerCollection.Name)]
public sealed partial class DendrogramPageTest(ExplorerFixture explorer)
{
    [SkippableFact]
    public async Task TheCutMakesClustersAndTheTreeIsSaved()
    {
        await using ExplorerTab tab = await explorer.OpenAsync("/dendrogram");
        await Expect(tab.Get("tree-leaf").First).ToContainTextAsync("TiO₂");
        int leaves = await tab.Get("tree-leaf").CountAsync();
        Assert.True(leaves >= 7, $"{leaves} polymorphs of TiO2");
        await tab.Get("cut").FillAsync("0");
        await Expect(tab.Get("cluster")).ToHaveCountAsync(0);
        await tab.Get("cut").PressAsync("End");
        await Expect(tab.Get("cluster")).ToHaveCountAsync(1);
        await Expect(tab.Get("cluster").GetByRole(AriaRole.Listitem)).ToHaveCountAsync(leaves);
        await Expect(tab.Page).ToHaveURLAsync(WithCut());

        string picture = await tab.SavedByAsync(tab.Get("tree-svg"));
        Assert.Contains("<svg xmlns=\"http://www.w3.org/2000/svg\"", picture);
        Assert.Equal(leaves * leaves + 1, picture.Split("<rect").Length - 1);

        await tab.Get("tree-leaf").First.ClickAsync();
        await Expect(tab.Get("material-title")).ToBeVisibleAsync();
        tab.AssertQuiet();
    }

    [SkippableFact]
    public async Task AnotherFamilyIsAnotherAddress()
    {
        await using ExplorerTab tab = await explorer.OpenAsync("/dendrogram");
        await tab.Get("tree-family").SelectOptionAsync("SiC");
        await Expect(tab.Get("tree-leaf").First).ToContainTextAsync("SiC");
        await tab.Page.GoBackAsync();
        await Expect(tab.Get("tree-leaf").First).ToContainTextAsync("TiO₂");
        tab.AssertQuiet();
    }

    [GeneratedRegex("cut=")]
    private static partial Regex WithCut();
}
