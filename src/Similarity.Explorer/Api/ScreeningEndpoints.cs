using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Similarity.Catalog.Candidates;
using Similarity.Explorer.Catalogs;
using Similarity.Explorer.Hosting;
using Similarity.Explorer.Jobs;
using Similarity.Explorer.Models;
using Similarity.Screening;

namespace Similarity.Explorer.Api;

/// <summary>Which materials are likely transparent conductors, and why.</summary>
internal static class ScreeningEndpoints
{
    private const int UsualLimit = 50, MostLimit = 500, NearestShown = 3;

    /// <param name="open">For answers that change without the catalog.</param>
    public static void Map(IEndpointRouteBuilder routes, IEndpointRouteBuilder open)
    {
        routes.MapGet("/materials/{id}/screening", OfMaterialAsync)
            .WithSummary("How likely it is a transparent conductor, and what speaks for it.");
        open.MapGet("/screening/board", Board)
            .WithSummary("All materials, ranked; computing at first, then ready.");
        open.MapGet("/screening/board.csv", Table)
            .WithSummary("The same list as a table.")
            .WithMetadata(new ProducesResponseTypeMetadata(200, typeof(string), ["text/csv"]));
        routes.MapGet("/screening/curve", Curve)
            .WithSummary("How forests of the shipped kind learn, by share of the data.");
    }

    private static async Task<ScreeningDocument> OfMaterialAsync(
        Workbench bench, string id, CancellationToken cancellation)
    {
        VectorRooms rooms = bench.Watch.Vectors();
        CatalogView view = rooms.View;
        int index = view.IndexOf(view.Find(id).Id)!.Value;
        (string file, ScreeningModel model) = bench.Models.Screening();
        CandidateRow row = await bench.Computations.RunAsync(
            token => bench.Screening.Judge(
                view.Materials[index], bench.Computations.ThreadsOfEach, token),
            cancellation);
        NearestKnown[][] nearest =
            bench.Screening.NearestOfEach(rooms, [index], NearestShown, cancellation);
        return new ScreeningDocument(
            Path.GetFileName(file),
            row.Probability,
            row.ProbabilityLow,
            row.ProbabilityHigh,
            model.Trained.Calibration is not null,
            row.Score,
            model.Threshold,
            row.Deviation,
            row.IsConductor,
            [.. row.Reasons.Select(WindowRow.Of)],
            nearest.Length == 0 ? [] : nearest[0]);
    }

    private static BoardDocument Board(
        Workbench bench,
        string? where,
        int? offset,
        int? limit,
        string? sort,
        CancellationToken cancellation)
    {
        VectorRooms rooms = bench.Watch.Vectors();
        (string file, ScreeningModel model) = bench.Models.Screening();
        var card = new BoardModel(Path.GetFileName(file), model.Card);
        int from = QueryRules.Whole("offset", offset, 0, 0, int.MaxValue);
        int count = QueryRules.Whole("limit", limit, UsualLimit, 0, MostLimit);
        string order = OrderOf(sort);
        var filter = Workbench.FilterOf(where);
        (Ranking? ranking, Job? job) = bench.Screening.Rank(rooms.View);
        if (ranking is null)
        {
            return new BoardDocument(
                "computing", job!.Progress, job.Id, card, model.Threshold, [], 0);
        }

        CandidateRow[] rows = Rows(rooms.View, ranking, rooms.View.Selections.Of(filter), order);
        CandidateRow[] page = [.. rows.Skip(from).Take(count)];
        int[] indexes = [.. page.Select(row => rooms.View.IndexOf(row.Id)!.Value)];
        NearestKnown?[] nearest = bench.Screening.Nearest(rooms, indexes, 1, cancellation);
        return new BoardDocument(
            "ready",
            1,
            null,
            card,
            model.Threshold,
            [.. page.Select((row, i) => BoardRow.Of(rooms.View, row, nearest[i]))],
            rows.Length);
    }

    private static FileContentHttpResult Table(
        Workbench bench, string? where, string? sort)
    {
        CatalogView view = bench.View;
        string order = OrderOf(sort);
        var filter = Workbench.FilterOf(where);
        (Ranking? ranking, _) = bench.Screening.Rank(view);
        if (ranking is null)
        {
            throw new RequestException(
                StatusCodes.Status503ServiceUnavailable,
                "the materials are being ranked; try again when /api/screening/board is ready");
        }

        var text = new StringBuilder(
            "rank,id,formula,probability,score,spread,known,gap_eV\n");
        foreach (CandidateRow row in Rows(view, ranking, view.Selections.Of(filter), order))
        {
            BoardRow shown = BoardRow.Of(view, row, null);
            text.AppendJoin(
                ',',
                MaterialTable.Number(row.Rank),
                MaterialTable.Cell(row.Id),
                MaterialTable.Cell(row.Formula),
                MaterialTable.Number(row.Probability),
                MaterialTable.Number(row.Score),
                MaterialTable.Number(row.Deviation),
                shown.Known is { } known ? (known ? "true" : "false") : "",
                MaterialTable.Number(shown.GapEv)).Append('\n');
        }

        return TypedResults.File(
            Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", "screening.csv");
    }

    private static LearningCurve Curve(Workbench bench)
    {
        string file = bench.Models.CurveFile
            ?? throw RequestException.Absent("no learning curve is shipped with this program");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(file));
        string[] own = [.. bench.Models.Screening().Model.Plan.Blocks.Select(block => block.Name)];
        JsonElement curve = document.RootElement.GetProperty("curves").EnumerateArray()
            .OrderByDescending(item => own.Order().SequenceEqual(FeaturesOf(item).Order()))
            .ThenByDescending(item => item.GetProperty("columns").GetInt32())
            .First();
        JsonElement[] points = [.. curve.GetProperty("points").EnumerateArray()];
        return new LearningCurve(
            [.. points.Select(point => point.GetProperty("share").GetDouble())],
            [.. points.Select(point => point.GetProperty("train_rows").GetInt32())],
            points[0].GetProperty("scores").EnumerateObject().ToDictionary(
                score => score.Name,
                score => new CurveValues(
                    Values(points, score.Name, "mean"), Values(points, score.Name, "deviation"))),
            string.Join(',', FeaturesOf(curve)),
            Path.GetFileName(file));
    }

    private static string[] FeaturesOf(JsonElement curve) =>
        curve.GetProperty("features").GetString()!.Split(',');

    private static double?[] Values(JsonElement[] points, string score, string part) =>
    [
        .. points.Select(point =>
            point.GetProperty("scores").GetProperty(score).GetProperty(part) is
                { ValueKind: JsonValueKind.Number } value
                ? value.GetDouble()
                : (double?)null),
    ];

    private static string OrderOf(string? sort) => QueryRules.Word(
        "sort", sort, "probability", "-probability", "spread", "-spread", "id", "formula",
        "gap_eV", "-gap_eV");

    /// <summary>Those that a filter lets pass; by probability the best come first.</summary>
    private static CandidateRow[] Rows(
        CatalogView view, Ranking ranking, ImmutableArray<int> selected, string order)
    {
        HashSet<string>? wanted = selected.Length == view.Materials.Length
            ? null
            : [.. selected.Select(material => view.Materials[material].Id)];
        IEnumerable<CandidateRow> rows =
            ranking.Rows.Where(row => wanted is null || wanted.Contains(row.Id));
        double GapOf(CandidateRow row) =>
            view.Materials[view.IndexOf(row.Id)!.Value].GapEv ?? double.NegativeInfinity;
        return
        [
            .. order switch
            {
                "-probability" => rows.Reverse(),
                "spread" => rows.OrderBy(row => row.Deviation),
                "-spread" => rows.OrderByDescending(row => row.Deviation),
                "id" => rows.OrderBy(row => row.Id, StringComparer.Ordinal),
                "formula" => rows.OrderBy(row => row.Formula, StringComparer.Ordinal),
                "gap_eV" => rows.OrderBy(GapOf),
                "-gap_eV" => rows.OrderByDescending(GapOf),
                _ => rows,
            },
        ];
    }

    /// <param name="Calibrated">Whether the probability is more than a share of trees.</param>
    /// <param name="Spread">How far the trees disagree.</param>
    internal sealed record ScreeningDocument(
        string Model,
        double Probability,
        double? ProbabilityLow,
        double? ProbabilityHigh,
        bool Calibrated,
        double Score,
        double Threshold,
        double Spread,
        bool IsConductor,
        WindowRow[] Windows,
        NearestKnown[] NearestKnown);

    internal sealed record BoardModel(string Name, ModelCard Card);

    /// <param name="State">computing or ready.</param>
    internal sealed record BoardDocument(
        string State,
        double Progress,
        string? Job,
        BoardModel Model,
        double Threshold,
        BoardRow[] Candidates,
        int Total);

    /// <param name="Known">What the catalog says: the property tcm.</param>
    internal sealed record BoardRow(
        int Rank,
        string Id,
        string? Formula,
        double Probability,
        double Score,
        double Spread,
        NearestKnown? NearestKnown,
        bool? Known,
        double? GapEv)
    {
        public static BoardRow Of(CatalogView view, CandidateRow row, NearestKnown? nearest)
        {
            Catalog.Material material = view.Materials[view.IndexOf(row.Id)!.Value];
            return new BoardRow(
                row.Rank,
                row.Id,
                row.Formula,
                row.Probability,
                row.Score,
                row.Deviation,
                nearest,
                ScreeningRoom.IsKnown(material),
                material.GapEv);
        }
    }

    /// <param name="Fractions">Of the data that was learned from.</param>
    internal sealed record LearningCurve(
        double[] Fractions,
        int[] TrainRows,
        IReadOnlyDictionary<string, CurveValues> Metrics,
        string Features,
        string Source);

    internal sealed record CurveValues(double?[] Mean, double?[] Std);
}
