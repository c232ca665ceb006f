using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Similarity.Catalog;
using Similarity.Catalog.Filters;
using Similarity.Explorer.Catalogs;
using Similarity.Explorer.Hosting;
using Similarity.Explorer.Jobs;
using Similarity.Explorer.Maps;

namespace Similarity.Explorer.Api;

/// <summary>/api/map: materials in the plane.</summary>
internal static class MapEndpoints
{
    private const string Binary = "application/octet-stream";

    /// <param name="open">For answers that change without the catalog.</param>
    public static void Map(IEndpointRouteBuilder routes, IEndpointRouteBuilder open)
    {
        open.MapGet("/map", StateAsync)
            .WithSummary("Whether a map is there, and what its axes are.");
        open.MapPost("/map", Start).WithSummary("Has a map made, by a job.");
        routes.MapGet("/map/points", PointsAsync)
            .WithSummary("uint32 n, n pairs of float32, uint32 length, the ids as JSON.")
            .WithMetadata(new ProducesResponseTypeMetadata(200, typeof(Stream), [Binary]));
        routes.MapGet("/map/values", ValuesAsync)
            .WithSummary("A property of the points: float32, NaN where unknown; texts as JSON.")
            .WithMetadata(new ProducesResponseTypeMetadata(
                200, typeof(Categories), [Binary, "application/json"]));
    }

    private static async Task<MapState> StateAsync(
        Workbench bench,
        string? kind,
        string? method,
        string? where,
        CancellationToken cancellation)
    {
        Asked asked = Ask(bench, kind, method, where);
        MapPoints? points = asked.Method == MapRoom.Pca
            ? await bench.Maps.PcaAsync(asked.Rooms, asked.Set, asked.Filter, cancellation)
            : bench.Maps.TryFind(asked.Question);
        if (points is not null)
        {
            return new MapState(
                asked.Method, asked.Set.Name, points.Materials.Length, "ready", 1, null, null,
                points.ExplainedVariance.IsEmpty ? null : [.. points.ExplainedVariance]);
        }

        Job? job = bench.Maps.JobOf(asked.Question);
        JobDocument? document = job?.Document();
        return new MapState(
            asked.Method,
            asked.Set.Name,
            0,
            document?.State switch
            {
                "queued" or "running" => "computing",
                "failed" => "failed",
                _ => "absent",
            },
            job?.Progress ?? 0,
            job?.Id,
            document?.Message,
            null);
    }

    private static Accepted<JobEndpoints.JobStart> Start(
        Workbench bench, string? kind, string? method, string? where)
    {
        Asked asked = Ask(bench, kind, method, where);
        if (asked.Method == MapRoom.Pca)
        {
            throw RequestException.Invalid("method: a map by pca is there without being asked for");
        }

        Job job = bench.Maps.Start(asked.Rooms, asked.Set, asked.Method, asked.Filter);
        return TypedResults.Accepted($"/api/jobs/{job.Id}", new JobEndpoints.JobStart(job.Id));
    }

    private static async Task<FileContentHttpResult> PointsAsync(
        Workbench bench,
        string? kind,
        string? method,
        string? where,
        CancellationToken cancellation)
    {
        Asked asked = Ask(bench, kind, method, where);
        MapPoints points = await FindAsync(bench, asked, cancellation);
        byte[] ids = JsonSerializer.SerializeToUtf8Bytes(
            points.Materials.Select(material => asked.Rooms.View.Materials[material].Id),
            JsonDocuments.Options);
        byte[] bytes = new byte[8 + 4 * points.Xy.Length + ids.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, (uint)points.Materials.Length);
        WriteSingles(points.Xy, bytes.AsSpan(4));
        int end = 4 + 4 * points.Xy.Length;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(end), (uint)ids.Length);
        ids.CopyTo(bytes.AsSpan(end + 4));
        return TypedResults.Bytes(bytes, Binary);
    }

    private static async Task<Results<Ok<Categories>, FileContentHttpResult>> ValuesAsync(
        Workbench bench,
        HttpContext context,
        string? kind,
        string? method,
        string? where,
        string? property,
        CancellationToken cancellation)
    {
        Asked asked = Ask(bench, kind, method, where);
        CatalogView view = asked.Rooms.View;
        string name = property switch
        {
            null or "" => throw RequestException.Invalid("property: expected a name"),
            "gap_eV" => "gap_ev",
            "space_group_number" => "space_group",
            _ => property,
        };
        var key = SortKey.Parse(name, view);
        MapPoints points = await FindAsync(bench, asked, cancellation);
        SortValue[] values =
            [.. points.Materials.Select(material => key.Of(view.Materials[material]))];
        if (IsNumber(view, name)
            && !context.Request.Headers.Accept.ToString().StartsWith(
                "application/json", StringComparison.Ordinal))
        {
            byte[] bytes = new byte[4 * values.Length];
            WriteSingles(
                [.. values.Select(value => (float)(value.Number ?? double.NaN))], bytes);
            return TypedResults.Bytes(bytes, Binary);
        }

        return TypedResults.Ok(CategoriesOf(points, view, name, values));
    }

    private static Categories CategoriesOf(
        MapPoints points, CatalogView view, string name, SortValue[] values)
    {
        string?[] texts =
        [
            .. points.Materials.Select((material, i) => TextOf(
                view.Materials[material], name, values[i])),
        ];
        string[] categories =
        [
            .. texts.OfType<string>().CountBy(text => text)
                .OrderByDescending(pair => pair.Value)
                .ThenBy(pair => pair.Key, StringComparer.Ordinal)
                .Select(pair => pair.Key),
        ];
        Dictionary<string, int> codes = categories.Index()
            .ToDictionary(pair => pair.Item, pair => pair.Index, StringComparer.Ordinal);
        return new Categories(categories, [.. texts.Select(t => t is null ? -1 : codes[t])]);
    }

    private static string? TextOf(Material material, string name, SortValue value) =>
        material.Properties.GetValueOrDefault(name) is PropertyValue.Truth truth
            ? truth.ToString()
            : value.Text ?? (value.Number is { } number ? MaterialTable.Number(number) : null);

    private static bool IsNumber(CatalogView view, string name) =>
        view.Properties.FirstOrDefault(property => property.Name == name)?.Type
            == PropertySummary.Number;

    private static async Task<MapPoints> FindAsync(
        Workbench bench, Asked asked, CancellationToken cancellation) =>
        asked.Method == MapRoom.Pca
            ? await bench.Maps.PcaAsync(asked.Rooms, asked.Set, asked.Filter, cancellation)
            : bench.Maps.TryFind(asked.Question)
                ?? throw RequestException.Absent("this map has not been made; POST /api/map does");

    private static Asked Ask(Workbench bench, string? kind, string? method, string? where)
    {
        VectorRooms rooms = bench.Watch.Vectors();
        NamedSet set = rooms.View.SetOf(kind);
        Filter? filter = Workbench.FilterOf(where);
        string name = QueryRules.Word(
            "method", method, [.. MapRoom.Methods.Select(item => item.Name)]);
        return new Asked(
            rooms, set, filter, name, MapRoom.Question(rooms.View, set, name, filter));
    }

    private static void WriteSingles(float[] values, Span<byte> bytes)
    {
        if (BitConverter.IsLittleEndian)
        {
            MemoryMarshal.AsBytes(values.AsSpan()).CopyTo(bytes);
            return;
        }

        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes[(4 * i)..], values[i]);
        }
    }

    private sealed record Asked(
        VectorRooms Rooms, NamedSet Set, Filter? Filter, string Method, MapQuestion Question);

    /// <param name="State">ready, computing, absent or failed.</param>
    /// <param name="ExplainedVariance">Shares of the axes of pca.</param>
    internal sealed record MapState(
        string Method,
        string Kind,
        int Count,
        string State,
        double Progress,
        string? Job,
        string? Message,
        double[]? ExplainedVariance);

    /// <param name="Values">The most frequent first.</param>
    /// <param name="Codes">An index into them for each point; −1 where unknown.</param>
    internal sealed record Categories(
        [property: System.Text.Json.Serialization.JsonPropertyName("categories")] string[] Values,
        int[] Codes);
}
