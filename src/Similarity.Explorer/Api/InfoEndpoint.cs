using Similarity.Catalog.Vectors;
using Similarity.Explorer.Catalogs;
using Similarity.Fingerprints;

namespace Similarity.Explorer.Api;

/// <summary>GET /api/info: what there is.</summary>
internal static class InfoEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/info", Get)
            .WithSummary("The program, the database, its fingerprints and properties.");

    private static InfoDocument Get(Workbench bench)
    {
        CatalogView view = bench.View;
        ExplorerOptions options = bench.Options;
        return new InfoDocument(
            Fingerprint.CurrentProgramVersion,
            new DatabaseSummary(
                Path.GetFileName(view.Location),
                view.Engine,
                view.Materials.Length,
                view.Version.Counts.Bytes),
            [
                .. view.Sets.Select(set => new KindSummary(
                    set.Name,
                    set.Set.Identity,
                    set.Set.Parameters,
                    set.Set.Lanes,
                    set.Counts.Vectors,
                    [.. SearchMetricNames.Of(set.Set)],
                    SearchMetricNames.NameOf(SearchMetricNames.Usual(set.Set)))),
            ],
            [.. view.Properties.Select(p => new PropertyRow(p.Name, p.Type, p.Count))],
            !options.AllowImport,
            [.. bench.Models.All.Select(m => new ModelSummary(m.Name, m.Kind, m.Elements))],
            new Limits(options.UploadBytes));
    }

    /// <param name="Kinds">Of fingerprints.</param>
    internal sealed record InfoDocument(
        string ProgramVersion,
        DatabaseSummary Database,
        KindSummary[] Kinds,
        PropertyRow[] Properties,
        bool ReadOnly,
        ModelSummary[] Models,
        Limits Limits);

    internal sealed record DatabaseSummary(string Name, string Engine, int Materials, long Bytes);

    /// <param name="Dimension">Numbers of 4 bytes in a vector.</param>
    /// <param name="Vectors">Materials that have one.</param>
    /// <param name="Metric">What is meant when none is named.</param>
    internal sealed record KindSummary(
        string Name,
        string Identity,
        IReadOnlyDictionary<string, string> Parameters,
        int Dimension,
        long Vectors,
        string[] Metrics,
        string Metric);

    /// <param name="Type">number, text or boolean.</param>
    internal sealed record PropertyRow(string Name, string Type, int Count);

    /// <param name="Kind">screening, dos or density.</param>
    /// <param name="Elements">That it knows; null for all.</param>
    internal sealed record ModelSummary(string Name, string Kind, string[]? Elements);

    internal sealed record Limits(long UploadBytes);
}
