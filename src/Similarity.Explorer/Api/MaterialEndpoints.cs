using System.Collections.Immutable;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Similarity.Catalog;
using Similarity.Crystals;
using Similarity.Explorer.Catalogs;
using Similarity.Explorer.Documents;
using Similarity.Explorer.Hosting;
using Similarity.Formats;

namespace Similarity.Explorer.Api;

/// <summary>/api/materials: lists, and one of them with its structure.</summary>
internal static class MaterialEndpoints
{
    private const int UsualLimit = 50, MostLimit = 500;

    private static readonly (string Format, string Key, string Ending)[] Formats =
        [("cif", "cif", ".cif"), ("poscar", "poscar", ".vasp"), ("xyz", "extxyz", ".xyz")];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/materials", List)
            .WithSummary("The materials that a filter lets pass, in an order, a page at a time.");
        routes.MapGet("/materials.csv", Table)
            .WithSummary("The same list as a table.")
            .WithMetadata(new ProducesResponseTypeMetadata(200, typeof(string), ["text/csv"]));
        routes.MapGet("/materials/{id}", Get).WithSummary("What is known of a material.");
        routes.MapGet("/materials/{id}/structure", Structure)
            .WithSummary("Its lattice and sites, or as a file: format=cif, poscar or xyz.");
    }

    private static MaterialList List(
        Workbench bench,
        string? where,
        string? sort,
        string? order,
        int? offset,
        int? limit)
    {
        CatalogView view = bench.View;
        ImmutableArray<int> rows = RowsOf(view, where, sort, order);
        int from = QueryRules.Whole("offset", offset, 0, 0, int.MaxValue);
        int count = QueryRules.Whole("limit", limit, UsualLimit, 0, MostLimit);
        return new MaterialList(
            rows.Length,
            from,
            count,
            [.. rows.Skip(from).Take(count).Select(row => MaterialItem.Of(view.Materials[row]))],
            [.. FilterProblems.Warnings(where, view).Select(warning => warning.Message)]);
    }

    private static PushStreamHttpResult Table(
        Workbench bench, string? where, string? sort, string? order)
    {
        CatalogView view = bench.View;
        ImmutableArray<int> rows = RowsOf(view, where, sort, order);
        return TypedResults.Stream(
            stream => MaterialTable.WriteAsync(stream, view, rows),
            "text/csv; charset=utf-8",
            "materials.csv");
    }

    private static MaterialDocument Get(Workbench bench, string id)
    {
        CatalogView view = bench.View;
        Material material = view.Find(id);
        return bench.Stores.Use(store => MaterialDocument.Of(
            material, MaterialDocuments.Of(store, material), store, view));
    }

    private static Results<Ok<StructureDocument>, FileContentHttpResult> Structure(
        Workbench bench, string id, string? format)
    {
        Material material = bench.View.Find(id);
        string[] names = ["json", .. Formats.Select(item => item.Format)];
        string name = QueryRules.Word("format", format, names);
        Crystal crystal = bench.Stores
            .Use(store => MaterialDocuments.Of(store, material)).RequireCrystal();
        if (name == "json")
        {
            return TypedResults.Ok(StructureDocument.Of(crystal));
        }

        (_, string key, string ending) = Formats.First(item => item.Format == name);
        string text = StructureWriters.Find(key)!.ToText(crystal);
        return TypedResults.File(
            Encoding.UTF8.GetBytes(text),
            "text/plain; charset=utf-8",
            FileNames.Safe(material.Id) + ending);
    }

    private static ImmutableArray<int> RowsOf(
        CatalogView view, string? where, string? sort, string? order) =>
        view.Selections.Of(
            Workbench.FilterOf(where),
            SortKey.Parse(sort, view),
            QueryRules.Word("order", order, "asc", "desc") == "desc");

    /// <param name="Total">Of the whole list.</param>
    internal sealed record MaterialList(
        int Total, int Offset, int Limit, MaterialItem[] Items, string[] Warnings);
}
