using Microsoft.Playwright;
using Similarity.Cli;
using Similarity.Cli.CommandLine;
using Similarity.Tests;

namespace Similarity.Explorer.Browser.Tests;

/// <summary>
/// A database of some shipped polymorphs, an explorer of it that allows imports, and a browser:
/// once for all tests.
/// </summary>
public sealed class ExplorerFixture : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Enough for a tree, a map and a list, few enough to be looked at closely.</summary>
    private static readonly string[] Families = ["TiO2", "SiC"];

    /// <summary>Of these alone the database says whether they are conductors.</summary>
    private const string Labels =
        """
        id,tcm,e_above_hull_eV
        mp_TiO2_rutile_mp-2657.cif,1,0.037
        mp_SiC_3C_mp-8062.cif,0,0.001

        """;

    private readonly string folder =
        Directory.CreateTempSubdirectory("similarity-browser-").FullName;

    private IPlaywright? playwright;
    private IBrowser? browser;
    private ExplorerServer? server;

    /// <summary>Why nothing can be tested here; null where it can.</summary>
    public string? WhyNot { get; private set; }

    public async Task InitializeAsync()
    {
        if (ChromiumBrowser.Executable is not { } executable)
        {
            WhyNot = "Chromium is not installed";
            return;
        }

        await BuildAsync();
        server = await ExplorerServer.StartAsync(
            new ExplorerOptions(Database, BuiltInAdapters.Engines)
            {
                AllowImport = true,
                Models = RepositoryFile.Database("models"),
            });
        // A slow machine is no failure; what never comes is.
        Assertions.SetDefaultExpectTimeout((float)Patience.TotalMilliseconds);
        playwright = await Playwright.CreateAsync();
        browser = await ChromiumBrowser.LaunchAsync(playwright, executable);
    }

    public async Task DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>A tab of its own, in a window and a theme.</summary>
    internal async Task<ExplorerTab> OpenAsync(
        string path, string theme = "light", int width = 1280, int height = 800)
    {
        Skip.If(WhyNot is not null, WhyNot);
        IBrowserContext context = await browser!.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = server!.Address.ToString(),
            ColorScheme = theme == "dark" ? ColorScheme.Dark : ColorScheme.Light,
            ViewportSize = new ViewportSize { Width = width, Height = height },
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        var tab = new ExplorerTab(await context.NewPageAsync());
        await tab.Page.GotoAsync(path);
        return tab;
    }

    private string Database => Path.Combine(folder, "polymorphs.db");

    private async Task BuildAsync()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        string[] files =
        [
            .. Families.SelectMany(formula => Directory.GetFiles(
                RepositoryFile.Database("polymorphs"), $"*_{formula}*.cif")),
        ];
        string labels = Path.Combine(folder, "labels.csv");
        await File.WriteAllTextAsync(labels, Labels);
        int code = await SimilarityProgram.RunAsync(
            [
                "build", "--db", Database, .. files, "--properties", labels,
                "--kind", "kinetic", "--quiet",
            ],
            output,
            error,
            CancellationToken.None);
        Assert.True(code == 0, error.ToString());
    }
}
