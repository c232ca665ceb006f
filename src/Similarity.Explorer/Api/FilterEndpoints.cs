using System.Globalization;
using Similarity.Catalog.Filters;
using Similarity.Explorer.Catalogs;
using Similarity.Explorer.Hosting;

namespace Similarity.Explorer.Api;

/// <summary>/api/filter: help for who writes one.</summary>
internal static class FilterEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/filter", Check).WithSummary("Whether a text is a filter, and if not why.");
        routes.MapGet("/filter/completions", Complete)
            .WithSummary("What may stand at a place of a filter.");
    }

    private static FilterReport Check(Workbench bench, string? where)
    {
        try
        {
            return new FilterReport(true, [], FilterProblems.Warnings(where, bench.View));
        }
        catch (FilterSyntaxException e)
        {
            return new FilterReport(false, [FilterProblems.Of(where!, e)], []);
        }
    }

    private static Completions Complete(Workbench bench, string? where, int? caret)
    {
        CatalogView view = bench.View;
        string text = where ?? "";
        if (text.Length > FilterParser.LongestText)
        {
            throw RequestException.Invalid(
                $"where: expected at most {FilterParser.LongestText} characters");
        }

        int place = QueryRules.Whole("caret", caret, text.Length, 0, text.Length);
        var found = FilterCompletion.At(
            text,
            place,
            [.. view.Properties.Select(property => (property.Name, DetailOf(property)))],
            name => ValuesOf(view, name));
        return new Completions(
            found.From,
            found.To,
            [
                .. found.Items.Select(item => new CompletionItem(
                    item.Text, item.Kind.ToString().ToLowerInvariant(), item.Detail)),
            ]);
    }

    private static IEnumerable<string> ValuesOf(CatalogView view, string name) =>
        view.Properties.FirstOrDefault(property => property.Name == name) switch
        {
            null => [],
            { Type: PropertySummary.Truth } => ["true", "false"],
            var property => property.Values,
        };

    private static string DetailOf(PropertySummary property) => string.Create(
        CultureInfo.InvariantCulture, $"{property.Type}, {property.Count} materials");

    internal sealed record FilterReport(bool Ok, TextProblem[] Errors, TextProblem[] Warnings);

    /// <param name="From">Of what a completion takes the place of, from 0.</param>
    internal sealed record Completions(int From, int To, CompletionItem[] Items);

    /// <param name="Kind">property, operator, value or keyword.</param>
    internal sealed record CompletionItem(string Text, string Kind, string Detail);
}
