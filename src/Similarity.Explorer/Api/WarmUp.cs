using System.Net;
using System.Net.Http.Headers;
using Similarity.Catalog;
using Similarity.Catalog.Vectors;
using Similarity.Explorer.Catalogs;
using Similarity.Explorer.Pages;
using Similarity.Formats;
using Similarity.Search;
using Similarity.Search.Exact;

namespace Similarity.Explorer.Api;

/// <summary>
/// What the first questions of a browser would wait for, done beside them in the order of need: the
/// catalog read, the page compressed, the interface compiled by being asked over the network, the
/// usual index made.
/// </summary>
internal sealed class WarmUp(Workbench bench, PageFiles pages, Uri address) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource ending = new();

    public Task Work { get; private set; } = Task.CompletedTask;

    public void Start() => Work = Task.Run(async () =>
    {
        try
        {
            await RunAsync(ending.Token);
        }
        catch (Exception e) when (e is CatalogException or InvalidFileException)
        {
            // Who asks for it is told; the owner of the program now.
            bench.Options.Report(e.Message);
        }
        catch (Exception e) when (e is OperationCanceledException or HttpRequestException)
        {
            // The server ends already, or is too busy to answer itself.
        }
        catch (Exception e)
        {
            // The outermost frame of this work: a fault of the program, told as one.
            bench.Options.Report($"{e.GetType().Name}: {e}");
        }
    });

    public void Dispose()
    {
        ending.Cancel();
        Work.Wait(Patience);
        ending.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellation)
    {
        VectorRooms rooms = bench.Watch.Vectors();
        using HttpClient client = Client();
        await AskAsync(client, "/api/materials?limit=100", cancellation);

        // Read here, so that a model that is none is told.
        _ = bench.Models.All.Count();
        await AskAsync(client, "/api/info", cancellation);
        pages.Prepare(cancellation);
        if (rooms.View.Sets.IsEmpty)
        {
            return;
        }

        NamedSet set = rooms.View.SetOf(null);
        string? id = rooms.Use(set, room => FirstOf(room, set, rooms.View, cancellation));
        if (id is not null)
        {
            await AskAsync(
                client, $"/api/materials/{Uri.EscapeDataString(id)}/neighbours", cancellation);
        }
    }

    /// <summary>
    /// The first material with a vector, after so many questions at once that the index makes its
    /// copy in bytes.
    /// </summary>
    private string? FirstOf(
        VectorRoom room, NamedSet set, CatalogView view, CancellationToken cancellation)
    {
        int row = Array.FindIndex(room.MaterialOf, material => material >= 0);
        if (row < 0)
        {
            return null;
        }

        float[] queries =
            [.. Enumerable.Repeat(room.Rows.Row(row).ToArray(), ExactIndex.QuantiseAfter + 1)
                .SelectMany(lanes => lanes)];
        SearchMetric metric = SearchMetricNames.Usual(set.Set);
        room.Index(metric, graph: false, bench.Options.Threads, cancellation).Search(
            queries,
            new SearchOptions
            {
                Count = 1,
                Threads = bench.Options.Threads,
                CancellationToken = cancellation,
            });
        return view.Materials[room.MaterialOf[row]].Id;
    }

    private static async Task AskAsync(
        HttpClient client, string question, CancellationToken cancellation)
    {
        using HttpResponseMessage answer = await client.GetAsync(question, cancellation);
    }

    /// <summary>No proxy stands between this machine and itself.</summary>
    private HttpClient Client()
    {
        IPAddress bind = bench.Options.Bind;
        var own = new UriBuilder(address);
        own.Host = bind.Equals(IPAddress.Any) ? IPAddress.Loopback.ToString()
            : bind.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback.ToString()
            : own.Host;
        var client = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = own.Uri,
        };
        if (bench.Options.Token is { } token)
        {
            client.DefaultRequestHeaders.Authorization =
                new AuthenticationHeaderValue("Bearer", token);
        }

        return client;
    }
}
