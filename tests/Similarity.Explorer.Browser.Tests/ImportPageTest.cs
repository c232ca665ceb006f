using Similarity.Tests;
using static Microsoft.Playwright.Assertions;

namespace Similarity.Explorer.Browser.Tests;

[Collection(ExplorerCollection.Name)]
public sealed class ImportPageTest(ExplorerFixture explorer)
{
    [SkippableFact]
    public async Task ADroppedCifBecomesAMaterial()
    {
        string cif = (await File.ReadAllTextAsync(
            RepositoryFile.Database("polymorphs/mp_ZnO_rocksalt_mp-2229.cif")))
            .Replace("mp-2229", "dropped-1", StringComparison.Ordinal);
        await using ExplorerTab tab = await explorer.OpenAsync("/jobs");
        await tab.DropAsync(tab.Get("drop"), "dropped-1.cif", cif);
        await Expect(tab.Get("job-added").First).ToContainTextAsync(
            "dropped-1", new() { Timeout = 120_000 });
        tab.AssertQuiet();
    }
}
