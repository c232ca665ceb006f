using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Similarity.Explorer.Api;
using Similarity.Explorer.Hosting;
using Similarity.Explorer.Optimade;
using Similarity.Explorer.Pages;

namespace Similarity.Explorer;

/// <summary>An explorer of a catalog that listens, until it is disposed.</summary>
public sealed class ExplorerServer : IAsyncDisposable
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(1);

    /// <summary>Of a filter of the longest text, each of its bytes written as %XX.</summary>
    private const int LongestRequestLine = 3 * 65_536 + 8_192;

    private readonly WebApplication application;
    private readonly WarmUp warmUp;

    private ExplorerServer(WebApplication application, Uri address)
    {
        this.application = application;
        Address = address;
        IServiceProvider services = application.Services;
        warmUp = new WarmUp(
            services.GetRequiredService<Workbench>(),
            services.GetRequiredService<PageFiles>(),
            address);
        warmUp.Start();
    }

    /// <summary>Where the page is.</summary>
    public Uri Address { get; }

    /// <summary>Ends when the first questions have nothing left to wait for.</summary>
    internal Task Warmth => warmUp.Work;

    /// <exception cref="ExplorerException">It cannot listen there.</exception>
    public static async Task<ExplorerServer> StartAsync(
        ExplorerOptions options, CancellationToken cancellation = default)
    {
        if (!IPAddress.IsLoopback(options.Bind) && string.IsNullOrEmpty(options.Token))
        {
            throw new ArgumentException(
                "an explorer that others can reach needs a token", nameof(options));
        }

        WebApplication application = Build(options);
        try
        {
            // A database that is none ends the start; what is in it is read while pages load.
            Workbench bench = application.Services.GetRequiredService<Workbench>();
            bench.Stores.Use(store => store.CatalogId);
            await application.StartAsync(cancellation);
            string address = application.Services.GetRequiredService<IServer>()
                .Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
            return new ExplorerServer(application, new Uri(address));
        }
        catch (IOException e)
        {
            await application.DisposeAsync();
            throw new ExplorerException(
                e.InnerException is AddressInUseException
                    ? $"port {options.Port} of {options.Bind} is in use by another program"
                    : $"cannot listen on {options.Bind}:{options.Port}: {e.Message}",
                e);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until it is cancelled, then ends what is under way.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await Task.Delay(Timeout.Infinite, cancellation)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        warmUp.Dispose();
        using var stop = new CancellationTokenSource(StopTime);
        await application.StopAsync(stop.Token);
        await application.DisposeAsync();
    }

    private static WebApplication Build(ExplorerOptions options)
    {
        // No configuration files, no environment: the options say everything.
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = options.UploadBytes;
            kestrel.Limits.MaxRequestLineSize = LongestRequestLine;
            kestrel.Limits.MaxRequestBufferSize = 2 * LongestRequestLine;
            kestrel.Listen(options.Bind, options.Port);
        });
        builder.Services.AddSingleton(options);
        builder.Services.AddRouting();
        builder.Services.AddRateLimiter(RateLimits.Set);
        builder.Services.Configure<RouteHandlerOptions>(
            handlers => handlers.ThrowOnBadRequest = true);
        builder.Services.AddSingleton(_ => new Workbench(options));
        builder.Services.AddOpenApi("v1", InterfaceDocument.Describe);
        builder.Services.AddSingleton(new PageFiles(options.Pages));
        builder.Services.ConfigureHttpJsonOptions(
            json => JsonDocuments.Set(json.SerializerOptions));
        WebApplication application = builder.Build();
        application.UseMiddleware<ProblemResponses>();
        application.UseRateLimiter();
        application.UseMiddleware<RequestGuard>();
        application.UseRouting();
        application.MapApi();
        application.MapOptimade();
        application.MapOpenApi("/openapi/{documentName}.json");

        // After the endpoints, not one of them: else no method were ever the wrong one.
        application.UseEndpoints(_ => { });
        application.Run(application.Services.GetRequiredService<PageFiles>().AnswerAsync);
        return application;
    }
}
