using System.CommandLine;
using Similarity.Catalog;
using Similarity.Catalog.Vectors;
using Similarity.Cli.CommandLine;
using Similarity.Search;
using Similarity.Search.Device;
using Similarity.Search.Exact;
using Similarity.Search.Graph;

namespace Similarity.Cli.Databases;

/// <summary>--device: what searches.</summary>
internal static class DeviceOption
{
    private const string Auto = "auto", Cpu = "cpu", Gpu = "gpu", Graph = "graph";

    /// <summary>
    /// Fewer vectors are searched before they would have been copied to a device.
    /// </summary>
    private const int LeastForGpu = 1_000_000;

    private static bool HasGpu =>
        DeviceSearch.Find(BuiltInAdapters.SearchDevices()).Usable.Any(device => device.IsGpu);

    public static Option<string> Create()
    {
        var option = new Option<string>("--device")
        {
            Description = "What searches: cpu or gpu, exactly; auto (default), the better of the "
                + "two; graph, approximately, for very large databases. A server is asked itself "
                + "unless cpu or gpu is named.",
            HelpName = "D",
            DefaultValueFactory = _ => Auto,
        };
        option.TakeOneOf(Auto, Cpu, Gpu, Graph);
        return option;
    }

    public static Option<int?> Effort() => NumberOption.Whole(
        "--effort", "With --device graph: candidates kept; more find more of the neighbours.", 1);

    /// <summary>Where graphs of a database are kept.</summary>
    /// <exception cref="VerbException">There is no such place.</exception>
    public static string FolderFor(ICatalogStore store) => DerivedFolder.Of(store)
        ?? throw VerbException.Absent(
            $"{store.Location}: the user has no folder for what is kept of it; set HOME");

    /// <exception cref="VerbException">The options do not go together.</exception>
    public static void Check(string device, int? effort)
    {
        if (effort is not null && device != Graph)
        {
            throw VerbException.Usage($"--effort is for --device {Graph}");
        }
    }

    /// <param name="query">What will be asked.</param>
    public static NeighbourSearch Open(
        string device,
        ICatalogStore store,
        FingerprintSet set,
        SearchMetric metric,
        ReadOnlyMemory<float> query,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        if (device is Auto or Graph
            && NeighbourSearch.OfEngine(store, set, metric, query) is { } ofEngine)
        {
            return ofEngine;
        }

        string? folder = device == Graph ? FolderFor(store) : DerivedFolder.Of(store);
        var vectors = CatalogVectors.Open(store, set, folder, cancellation);
        try
        {
            IVectorIndex index = device switch
            {
                Graph => OnGraph(vectors, metric, folder!, threads, console, cancellation),
                Gpu => OnGpu(vectors.Rows, metric, console),
                Auto when vectors.Rows.Count >= LeastForGpu && HasGpu =>
                    OnGpu(vectors.Rows, metric, console),
                _ => new ExactIndex(vectors.Rows, metric),
            };
            return new NeighbourSearch(store, vectors, index, isExact: device != Graph);
        }
        catch
        {
            vectors.Dispose();
            throw;
        }
    }

    private static GraphIndex OnGraph(
        CatalogVectors vectors,
        SearchMetric metric,
        string folder,
        int threads,
        VerbConsole console,
        CancellationToken cancellation)
    {
        GraphIndex index = GraphProgress.Open(
            vectors, metric, folder, threads, console, cancellation, out Exception? unsaved);
        if (unsaved is not null)
        {
            console.Warn($"the graph is not kept, so that it is built again: {unsaved.Message}");
        }

        return index;
    }

    private static IVectorIndex OnGpu(
        VectorCollection rows, SearchMetric metric, VerbConsole console)
    {
        try
        {
            IVectorIndex index = DeviceSearch.Open(
                rows, metric, out string? reason, adapted: BuiltInAdapters.SearchDevices());
            if (reason is not null)
            {
                console.Warn($"the processor searches: {reason}");
            }

            return index;
        }
        catch (InvalidOperationException e) when (
            Environment.GetEnvironmentVariable(DeviceSearch.EnvironmentVariable) is not null)
        {
            // The interface that the environment forces is none, or does not serve here.
            throw VerbException.Absent(e.Message);
        }
    }
}
