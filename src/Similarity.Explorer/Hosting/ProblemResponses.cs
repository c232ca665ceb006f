using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Similarity.Catalog;
using Similarity.Explorer.Optimade;
using Similarity.Formats;

namespace Similarity.Explorer.Hosting;

/// <summary>
/// Turns whatever goes wrong with a request into problem+json: what was asked wrongly with its
/// reason, faults of the program without any of their inside.
/// </summary>
internal sealed partial class ProblemResponses(RequestDelegate next, ExplorerOptions options)
{
    private const int ClientClosedRequest = 499;

    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { HasStarted: false, StatusCode: >= 400 } response
                && response.ContentType is null)
            {
                await WriteAsync(context, new RequestException(
                    response.StatusCode, Usual(context, response.StatusCode)));
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to read an answer.
            context.Response.StatusCode = ClientClosedRequest;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, Of(e));
        }
    }

    public static Task WriteAsync(HttpContext context, RequestException problem)
    {
        string? allow = context.Response.Headers.Allow;
        context.Response.Clear();
        SecurityHeaders.Add(context.Response);
        if (allow is not null)
        {
            context.Response.Headers.Allow = allow;
        }

        if (problem.Status == StatusCodes.Status429TooManyRequests)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        context.Response.StatusCode = problem.Status;
        context.Response.Headers.CacheControl = "no-store";
        if (context.Request.Path.StartsWithSegments(OptimadeResponse.Root))
        {
            return OptimadeResponse.WriteAsync(
                context,
                problem.Status,
                ReasonPhrases.GetReasonPhrase(problem.Status),
                problem.Message);
        }

        return context.Response.WriteAsJsonAsync(
            new ProblemDocument(
                "about:blank",
                ReasonPhrases.GetReasonPhrase(problem.Status),
                problem.Status,
                problem.Message,
                problem.Problems.IsEmpty ? null : problem.Problems),
            JsonDocuments.Options,
            "application/problem+json",
            context.RequestAborted);
    }

    private RequestException Of(Exception e)
    {
        switch (e)
        {
            case RequestException request:
                return request;
            case BadHttpRequestException bad:
                return new RequestException(bad.StatusCode, MessageOf(bad.Message));
            case InvalidFileException file:
                return RequestException.NoResult(file.Message);
            case CatalogException { Fault: CatalogFault.Busy } busy:
                return new RequestException(StatusCodes.Status503ServiceUnavailable, busy.Message);
            case CatalogException catalog:
                options.Report(catalog.Message);
                return new RequestException(
                    StatusCodes.Status503ServiceUnavailable,
                    "the database cannot be read; the program's own output says why");
            default:
                options.Report($"{e.GetType().Name}: {e}");
                return new RequestException(
                    StatusCodes.Status500InternalServerError,
                    "a fault of the program; its own output says more");
        }
    }

    /// <summary>What a parameter should have been, of one that could not be read.</summary>
    private static string MessageOf(string message)
    {
        Match match = Unread().Match(message);
        if (!match.Success)
        {
            return message;
        }

        string type = match.Groups["type"].Value;
        string expected = type.Contains("int", StringComparison.Ordinal) ? "a whole number"
            : type.Contains("double", StringComparison.Ordinal) ? "a number"
            : type.Contains("bool", StringComparison.Ordinal) ? "true or false"
            : "another value";
        return $"{match.Groups["name"]}: expected {expected}, not "
            + $"'{QueryRules.Shown(match.Groups["value"].Value)}'";
    }

    [GeneratedRegex(
        """^Failed to bind parameter "(?<type>.+) (?<name>\w+)" from "(?<value>.*)"\.$""",
        RegexOptions.Singleline)]
    private static partial Regex Unread();

    private static string Usual(HttpContext context, int status) => status switch
    {
        StatusCodes.Status404NotFound => $"nothing is at {Shown(context.Request.Path)}",
        StatusCodes.Status405MethodNotAllowed =>
            $"{Shown(context.Request.Path)} does not take {context.Request.Method}",
        StatusCodes.Status415UnsupportedMediaType =>
            "the body is not of a type that is taken here",
        StatusCodes.Status429TooManyRequests => "too many requests at once; try again",
        StatusCodes.Status413PayloadTooLarge => "the body is larger than what is taken here",
        _ => ReasonPhrases.GetReasonPhrase(status),
    };

    private static string Shown(PathString path) =>
        path.Value is { Length: <= 200 } shown ? shown : path.Value?[..200] + "…";
}
