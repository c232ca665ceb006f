using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Similarity.Explorer.Hosting;
using Similarity.Explorer.Jobs;

namespace Similarity.Explorer.Api;

/// <summary>/api/jobs: imports and other long work.</summary>
internal static class JobEndpoints
{
    private static readonly TimeSpan EventInterval = TimeSpan.FromMilliseconds(250);

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/jobs", ImportAsync)
            .WithSummary("Imports files: multipart field files, and kind for fingerprints.")
            .DisableAntiforgery()
            .Accepts<IFormFileCollection>("multipart/form-data");
        routes.MapGet("/jobs", All).WithSummary("The jobs since the program started.");
        routes.MapGet("/jobs/{job}", Get).WithSummary("A job and how far it is.");
        routes.MapGet("/jobs/{job}/events", Events)
            .WithSummary("The same, sent as it changes until the job has ended.");
        routes.MapDelete("/jobs/{job}", Cancel)
            .WithSummary("Cancels a job; what it has completed stays.");
    }

    private static async Task<Accepted<JobStart>> ImportAsync(
        Workbench bench, HttpContext context, CancellationToken cancellation)
    {
        if (!bench.Options.AllowImport)
        {
            throw RequestException.Forbidden(
                "the database is read-only here; `similarity serve --allow-import` lets files in");
        }

        if (!context.Request.HasFormContentType)
        {
            throw new RequestException(
                StatusCodes.Status415UnsupportedMediaType, "expected multipart/form-data");
        }

        IFormCollection form = await Uploads.FormAsync(context.Request, cancellation);
        IReadOnlyList<UploadedFile> files =
            await Uploads.ReadAsync(context.Request, "files", cancellation);
        var import = new ImportJob(
            bench.Options,
            files,
            ImportJob.KindsOf([.. form["kind"].OfType<string>()], bench.View));
        string title = files.Count == 1
            ? $"import of {files[0].Name}"
            : $"import of {files.Count} files";
        Job job = bench.Jobs.Start(title, files.Count, job =>
        {
            try
            {
                import.Run(job);
            }
            finally
            {
                bench.Watch.LookAgain();
            }
        });
        return TypedResults.Accepted($"/api/jobs/{job.Id}", new JobStart(job.Id));
    }

    private static JobDocument[] All(Workbench bench) =>
        [.. bench.Jobs.All.Reverse().Select(job => job.Document())];

    private static JobDocument Get(Workbench bench, string job) =>
        bench.Jobs.Find(job).Document();

    private static JobDocument Cancel(Workbench bench, string job)
    {
        Job found = bench.Jobs.Find(job);
        found.Cancel();
        return found.Document();
    }

    private static ServerSentEventsResult<JobDocument> Events(
        Workbench bench, string job, CancellationToken cancellation)
    {
        Job found = bench.Jobs.Find(job);
        return TypedResults.ServerSentEvents(Changes(found, cancellation));
    }

    private static async IAsyncEnumerable<SseItem<JobDocument>> Changes(
        Job job, [EnumeratorCancellation] CancellationToken cancellation)
    {
        while (true)
        {
            JobDocument document = job.Document();
            yield return new SseItem<JobDocument>(document);
            if (document.State is "done" or "failed" or "cancelled")
            {
                yield break;
            }

            await Task.Delay(EventInterval, cancellation);
        }
    }

    internal sealed record JobStart(string Job);
}
