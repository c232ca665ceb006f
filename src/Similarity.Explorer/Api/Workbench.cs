using Similarity.Catalog.Filters;
using Similarity.Explorer.Catalogs;
using Similarity.Explorer.Documents;
using Similarity.Explorer.Hosting;
using Similarity.Explorer.Jobs;
using Similarity.Explorer.Maps;
using Similarity.Explorer.Models;

namespace Similarity.Explorer.Api;

/// <summary>What endpoints work with.</summary>
internal sealed class Workbench(ExplorerOptions options) : IDisposable
{
    private readonly StorePool stores = new(options);
    private CatalogWatch? watch;
    private MaterialSpectra? spectra;
    private MapRoom? maps;
    private ModelShelf? models;
    private ScreeningRoom? screening;

    public ExplorerOptions Options => options;

    public StorePool Stores => stores;

    public CatalogWatch Watch =>
        LazyInitializer.EnsureInitialized(ref watch, () => new CatalogWatch(options, stores));

    public Computations Computations { get; } = new(options.Threads);

    public MaterialSpectra Spectra =>
        LazyInitializer.EnsureInitialized(ref spectra, () => new MaterialSpectra(this));

    public JobBoard Jobs { get; } = new(options);

    public MapRoom Maps => LazyInitializer.EnsureInitialized(ref maps, () => new MapRoom(this));

    public ModelShelf Models =>
        LazyInitializer.EnsureInitialized(ref models, () => new ModelShelf(options));

    public ScreeningRoom Screening =>
        LazyInitializer.EnsureInitialized(ref screening, () => new ScreeningRoom(this));

    public CatalogView View => Watch.Current();

    public void Dispose()
    {
        Jobs.Dispose();
        watch?.Dispose();
        stores.Dispose();
        Computations.Dispose();
    }

    /// <exception cref="RequestException">The text is no filter.</exception>
    public static Filter? FilterOf(string? where)
    {
        try
        {
            return string.IsNullOrWhiteSpace(where) ? null : FilterParser.Parse(where);
        }
        catch (FilterSyntaxException e)
        {
            throw new RequestException(StatusCodes.Status400BadRequest, $"where: {e.Problem}")
            {
                Problems = [FilterProblems.Of(where!, e)],
            };
        }
    }
}
