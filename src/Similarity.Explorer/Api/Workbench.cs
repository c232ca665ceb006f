using Similarity.Catalog.Filters;
using Similarity.Explorer.Catalogs;
using Similarity.Explorer.Documents;
using Similarity.Explorer.Hosting;

namespace Similarity.Explorer.Api;

/// <summary>What endpoints work with.</summary>
internal sealed class Workbench(ExplorerOptions options) : IDisposable
{
    private readonly StorePool stores = new(options);
    private CatalogWatch? watch;
    private MaterialSpectra? spectra;

    public ExplorerOptions Options => options;

    public StorePool Stores => stores;

    public CatalogWatch Watch =>
        LazyInitializer.EnsureInitialized(ref watch, () => new CatalogWatch(options, stores));

    public Computations Computations { get; } = new(options.Threads);

    public MaterialSpectra Spectra =>
        LazyInitializer.EnsureInitialized(ref spectra, () => new MaterialSpectra(this));

    public CatalogView View => Watch.Current();

    public void Dispose()
    {
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
