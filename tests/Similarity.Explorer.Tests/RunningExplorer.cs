using System.Text.Json;
using System.Text.Json.Nodes;
using Similarity.Catalog;
using Similarity.Catalog.Import;
using Similarity.Cli.Tests;
using Similarity.Fingerprints;
using Similarity.Tests;

namespace Similarity.Explorer.Tests;

/// <summary>
/// An explorer of a small catalog that listens on a port of its own: eight polymorphs by the levels
/// of free electrons, silicon with bands along a path and silicon's stored density of states.
/// </summary>
public sealed class RunningExplorer : IAsyncLifetime
{
    public const string Kind = "kinetic";

    private static readonly string[] Files =
    [
        "polymorphs/cod_C-Diamond.cif", "polymorphs/cod_C-Graphite.cif",
        "polymorphs/cod_C-Lonsdaleite.cif", "polymorphs/mp_TiO2_rutile_mp-2657.cif",
        "polymorphs/mp_TiO2_anatase_mp-390.cif", "polymorphs/mp_SnO2_rutile_mp-856.cif",
        "polymorphs/mp_ZnO_wurtzite_mp-2133.cif", "polymorphs/mp_ZnO_rocksalt_mp-2229.cif",
        "spectra/matminer/si_bandstructure_line.json", "spectra/matminer/si_dos.json",
    ];

    private readonly TemporaryFolder folder = new();
    private ExplorerServer? server;

    public HttpClient Client { get; private set; } = null!;

    public string Database => folder.File("materials.db");

    public static FingerprintRecipe Recipe { get; } = FingerprintRecipe.Parse(
        Kind, new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["kgrid"] = "1,1,1",
        });

    public ExplorerOptions Options => new(Database, CatalogStores.BuiltIn)
    {
        Threads = 2,
        Models = RepositoryFile.Database("models"),
    };

    /// <summary>Adds what files of the repository hold.</summary>
    public static void Import(string database, params IReadOnlyList<string> files)
    {
        using ICatalogStore store = CatalogStores.Open(
            database, CatalogAccess.Create, CatalogStores.BuiltIn);
        ImportSummary summary = new CatalogImport(
            store, [new ImportKind(Recipe, FromStructure: true)]).Run(
                MaterialInputs.Of(files, null, 2, CancellationToken.None), files.Count, () => { });
        Assert.True(summary.Added >= files.Count - 2, string.Join('\n', summary.Failed));
    }

    public async Task InitializeAsync()
    {
        Import(Database, [.. Files.Select(RepositoryFile.Database).Where(File.Exists)]);
        server = await ExplorerServer.StartAsync(Options);
        Client = new HttpClient { BaseAddress = server.Address };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await server!.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    /// <summary>The document of an address that answers.</summary>
    public async Task<JsonElement> Json(string address)
    {
        using HttpResponseMessage response = await Client.GetAsync(address);
        string text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{address}: {response.StatusCode}: {text}");
        using JsonDocument document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }

    public async Task<JsonNode> Node(string address) =>
        JsonNode.Parse((await Json(address)).GetRawText())!;
}

/// <summary>Tests that share one explorer.</summary>
[CollectionDefinition(Name)]
public sealed class ExplorerTests : ICollectionFixture<RunningExplorer>
{
    public const string Name = "explorer";
}
