using System.Globalization;
using System.Text.Json.Nodes;
using Similarity.Explorer.Hosting;
using Similarity.Fingerprints;

namespace Similarity.Explorer.Optimade;

/// <summary>What every response of the standard has around its data.</summary>
internal static class OptimadeResponse
{
    public const string Root = "/optimade", Version = "1.2.0";

    private const string ContentType = "application/vnd.api+json";

    public static Task WriteAsync(
        HttpContext context,
        JsonNode? data,
        (int Returned, int Available)? counts = null,
        string? next = null,
        IReadOnlyCollection<string>? warnings = null)
    {
        JsonObject meta = Meta(context, next is not null);
        if (counts is (int returned, int available))
        {
            meta["data_returned"] = returned;
            meta["data_available"] = available;
        }

        if (warnings is { Count: > 0 })
        {
            meta["warnings"] = new JsonArray([.. warnings.Select(warning => (JsonNode)new JsonObject
            {
                ["type"] = "warning",
                ["detail"] = warning,
            })]);
        }

        return SendAsync(context, new JsonObject
        {
            ["data"] = data,
            ["meta"] = meta,
            ["links"] = new JsonObject { ["next"] = next },
        });
    }

    /// <summary>An error, in the form of the standard.</summary>
    public static Task WriteAsync(HttpContext context, int status, string title, string detail) =>
        SendAsync(context, new JsonObject
        {
            ["errors"] = new JsonArray(new JsonObject
            {
                ["status"] = status.ToString(CultureInfo.InvariantCulture),
                ["title"] = title,
                ["detail"] = detail,
            }),
            ["meta"] = Meta(context, hasMore: false),
        });

    /// <summary>Scheme, host and path up to the version.</summary>
    public static string BaseUrl(HttpRequest request) =>
        $"{request.Scheme}://{request.Host}{Root}";

    private static JsonObject Meta(HttpContext context, bool hasMore)
    {
        string path = context.Request.Path.Value ?? "";
        int version = path.IndexOf("/v1", StringComparison.Ordinal);
        int cut = version < 0 ? -1 : path.IndexOf('/', version + 1);
        return new JsonObject
        {
            ["query"] = new JsonObject
            {
                ["representation"] =
                    (cut < 0 ? "/" : path[cut..]) + context.Request.QueryString.Value,
            },
            ["api_version"] = Version,
            ["more_data_available"] = hasMore,
            ["time_stamp"] = TimeProvider.System.GetUtcNow()
                .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["provider"] = new JsonObject
            {
                ["name"] = "Similarity",
                ["description"] = "A database of materials with fingerprints of their "
                    + "electronic structure, on somebody's machine",
                ["prefix"] = "similarity",
            },
            ["implementation"] = new JsonObject
            {
                ["name"] = "similarity",
                ["version"] = Fingerprint.CurrentProgramVersion,
            },
        };
    }

    private static Task SendAsync(HttpContext context, JsonObject document)
    {
        context.Response.ContentType = ContentType;
        return context.Response.WriteAsync(
            document.ToJsonString(JsonDocuments.Options), context.RequestAborted);
    }
}
