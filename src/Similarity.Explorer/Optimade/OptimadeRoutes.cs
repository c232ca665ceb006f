using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Similarity.Catalog;
using Similarity.Catalog.Filters;
using Similarity.Explorer.Api;
using Similarity.Explorer.Catalogs;
using Similarity.Explorer.Documents;
using Similarity.Explorer.Hosting;

namespace Similarity.Explorer.Optimade;

/// <summary>All endpoints under /optimade.</summary>
internal static class OptimadeRoutes
{
    private static readonly string[] Versions = ["/v1", "/v1.2", "/v1.2.0"];

    public static void MapOptimade(this IEndpointRouteBuilder routes)
    {
        RouteGroupBuilder root = routes.MapGroup(OptimadeResponse.Root).ExcludeFromDescription();
        root.MapGet("/versions", (RequestDelegate)(context =>
        {
            context.Response.ContentType = "text/csv; header=present";
            return context.Response.WriteAsync("version\n1\n", context.RequestAborted);
        }));
        foreach (string version in Versions)
        {
            RouteGroupBuilder group = root.MapGroup(version);
            group.MapGet("/info", (RequestDelegate)InfoAsync);
            group.MapGet("/info/structures", (RequestDelegate)StructuresInfoAsync);
            group.MapGet("/links", (RequestDelegate)LinksAsync);
            group.MapGet("/structures", (RequestDelegate)ListAsync);
            group.MapGet("/structures/{id}", (RequestDelegate)OneAsync);
        }
    }

    private static Task InfoAsync(HttpContext context) => OptimadeResponse.WriteAsync(
        context,
        new JsonObject
        {
            ["id"] = "/",
            ["type"] = "info",
            ["attributes"] = new JsonObject
            {
                ["api_version"] = OptimadeResponse.Version,
                ["available_api_versions"] = new JsonArray(new JsonObject
                {
                    ["url"] = OptimadeResponse.BaseUrl(context.Request) + "/v1/",
                    ["version"] = OptimadeResponse.Version,
                }),
                ["formats"] = new JsonArray("json"),
                ["available_endpoints"] = new JsonArray("structures", "info", "links"),
                ["entry_types_by_format"] = new JsonObject
                {
                    ["json"] = new JsonArray("structures"),
                },
                ["is_index"] = false,
            },
        });

    private static Task StructuresInfoAsync(HttpContext context)
    {
        CatalogView view = context.RequestServices.GetRequiredService<Workbench>().View;
        ImmutableArray<OptimadeProperty> all = OptimadeProperty.All(view);
        var properties = new JsonObject();
        foreach (OptimadeProperty property in all)
        {
            var definition = new JsonObject
            {
                ["description"] = property.Description,
                ["type"] = property.Type,
                ["sortable"] = property.IsSortable,
            };
            if (property.Unit is not null)
            {
                definition["unit"] = property.Unit;
            }

            properties[property.Name] = definition;
        }

        return OptimadeResponse.WriteAsync(context, new JsonObject
        {
            ["id"] = "structures",
            ["type"] = "info",
            ["formats"] = new JsonArray("json"),
            ["description"] = "Materials of the database.",
            ["properties"] = properties,
            ["output_fields_by_format"] = new JsonObject
            {
                ["json"] = new JsonArray([.. all.Select(p => (JsonNode)p.Name)]),
            },
        });
    }

    private static Task LinksAsync(HttpContext context) => OptimadeResponse.WriteAsync(
        context,
        new JsonArray(new JsonObject
        {
            ["id"] = "optimade",
            ["type"] = "links",
            ["attributes"] = new JsonObject
            {
                ["name"] = "OPTIMADE providers",
                ["description"] = "The list of databases that speak this interface.",
                ["base_url"] = "https://providers.optimade.org",
                ["homepage"] = "https://www.optimade.org",
                ["link_type"] = "providers",
            },
        }),
        (1, 1));

    private static Task ListAsync(HttpContext context)
    {
        Workbench bench = context.RequestServices.GetRequiredService<Workbench>();
        var warnings = new List<string>();
        var query = OptimadeQuery.Parse(context.Request.Query, warnings);
        VectorRooms rooms = bench.Watch.Vectors();
        CatalogView view = rooms.View;
        ImmutableArray<OptimadeProperty> properties = OptimadeProperty.All(view);
        DateTimeOffset modified = ModifiedOf(view);
        Filter? filter = OptimadeFilter.Parse(query.Filter, properties, modified, warnings);
        string[] fields = FieldsOf(query, properties, warnings);
        (IReadOnlyList<(int Material, double? Distance)> page, int total) =
            query.NeighboursOf is { } id
                ? OptimadeNeighbours.Of(bench, rooms, query, id, filter, context.RequestAborted)
                : Sorted(view, query, filter, properties);
        JsonNode[] entries =
        [
            .. page.Select(item => Entry(
                bench, view.Materials[item.Material], modified, item.Distance, fields)),
        ];
        long end = (long)query.Offset + page.Count;
        string? next = page.Count > 0 && end < total && query.Limit > 0
            ? NextUrl(context.Request, end)
            : null;
        return OptimadeResponse.WriteAsync(
            context,
            new JsonArray(entries),
            (total, view.Materials.Length),
            next,
            warnings);
    }

    private static Task OneAsync(HttpContext context)
    {
        Workbench bench = context.RequestServices.GetRequiredService<Workbench>();
        var warnings = new List<string>();
        var query = OptimadeQuery.Parse(context.Request.Query, warnings);
        CatalogView view = bench.View;
        ImmutableArray<OptimadeProperty> properties = OptimadeProperty.All(view);
        string[] fields = FieldsOf(query, properties, warnings);

        // An id that is not there is no error in the standard: the data are null.
        int? index = view.IndexOf((string)context.Request.RouteValues["id"]!);
        return OptimadeResponse.WriteAsync(
            context,
            index is { } material
                ? Entry(bench, view.Materials[material], ModifiedOf(view), null, fields)
                : null,
            (index is null ? 0 : 1, view.Materials.Length),
            warnings: warnings);
    }

    private static (IReadOnlyList<(int, double?)> Page, int Total) Sorted(
        CatalogView view,
        OptimadeQuery query,
        Filter? filter,
        ImmutableArray<OptimadeProperty> properties)
    {
        IReadOnlyList<int> rows = view.Selections.Of(filter);
        string[] keys = query.Sort?.Split(',') ?? [];
        if (keys.Length > 1)
        {
            // The last key first: each sort leaves those that are alike as they were.
            foreach (string key in keys.Reverse())
            {
                (SortKey by, bool descending) = KeyOf(key, view, properties);
                rows =
                [
                    .. rows.Select(row => (Row: row, Value: by.Of(view.Materials[row])))
                        .OrderBy(pair => pair.Value.IsUnknown)
                        .ThenBy(pair => pair.Value, descending
                            ? Comparer<SortValue>.Create((a, b) => b.CompareTo(a))
                            : Comparer<SortValue>.Default)
                        .Select(pair => pair.Row),
                ];
            }
        }
        else if (keys.Length == 1)
        {
            (SortKey by, bool descending) = KeyOf(keys[0], view, properties);
            rows = view.Selections.Of(filter, by, descending);
        }

        return (
            [
                .. rows.Skip(query.Offset).Take(query.Limit)
                    .Select(row => (row, (double?)null)),
            ],
            rows.Count);
    }

    private static (SortKey Key, bool Descending) KeyOf(
        string text, CatalogView view, ImmutableArray<OptimadeProperty> properties)
    {
        bool descending = text.StartsWith('-');
        string name = text.TrimStart('-');
        OptimadeProperty? property = properties.FirstOrDefault(p => p.Name == name);
        return property is { IsSortable: true, Filter: { } own }
            ? (SortKey.Parse(own == "chemical_formula_reduced" ? "formula" : own, view), descending)
            : throw RequestException.Invalid(
                $"sort: entries are not ordered by '{QueryRules.Shown(name)}'");
    }

    /// <summary>Those asked for; what the standard does not know is an error.</summary>
    private static string[] FieldsOf(
        OptimadeQuery query,
        ImmutableArray<OptimadeProperty> properties,
        List<string> warnings)
    {
        if (query.Fields is not { } asked)
        {
            return [.. properties.Select(property => property.Name)];
        }

        foreach (string field in asked.Where(f => properties.All(p => p.Name != f)))
        {
            if (!field.StartsWith('_'))
            {
                throw RequestException.Invalid(
                    $"response_fields: the standard knows no '{QueryRules.Shown(field)}'");
            }

            warnings.Add($"no structure has a property {QueryRules.Shown(field)}");
        }

        // What the schema of the standard asks of every entry comes along.
        return [.. asked.Union(["last_modified", "structure_features"])];
    }

    private static JsonObject Entry(
        Workbench bench,
        Material material,
        DateTimeOffset modified,
        double? distance,
        string[] fields)
    {
        MaterialDocuments documents =
            bench.Stores.Use(store => MaterialDocuments.Of(store, material));
        JsonObject all = OptimadeStructure.Attributes(documents, modified, distance);
        var attributes = new JsonObject();
        foreach (string field in fields.Where(field => field is not ("id" or "type")))
        {
            attributes[field] = all.TryGetPropertyValue(field, out JsonNode? value)
                ? value?.DeepClone()
                : null;
        }

        return new JsonObject
        {
            ["id"] = material.Id,
            ["type"] = "structures",
            ["attributes"] = attributes,
        };
    }

    /// <summary>In whole seconds, as it is written.</summary>
    private static DateTimeOffset ModifiedOf(CatalogView view)
    {
        long written = Math.Max(view.Version.Stamp.Ticks, view.Version.Stamp.LogTicks);
        long ticks = written > 0 ? written : view.ReadAt.UtcTicks;
        return new DateTimeOffset(ticks - ticks % TimeSpan.TicksPerSecond, TimeSpan.Zero);
    }

    private static string NextUrl(HttpRequest request, long offset)
    {
        var query = request.Query
            .Where(pair => pair.Key is not ("page_offset" or "page_number"))
            .Append(KeyValuePair.Create(
                "page_offset",
                new Microsoft.Extensions.Primitives.StringValues(
                    FormattableString.Invariant($"{offset}"))));
        return $"{request.Scheme}://{request.Host}{request.Path}{QueryString.Create(query)}";
    }
}
