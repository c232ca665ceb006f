using System.Collections.Immutable;
using System.Text.Json;
using Similarity.Catalog;
using Similarity.Catalog.Candidates;
using Similarity.Catalog.Filters;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Databases;
using Similarity.Cli.Screening;
using Similarity.Formats;
using Similarity.Screening;

namespace Similarity.Cli.Demo;

/// <summary>What the shipped forest says of the materials of the demo's database.</summary>
/// <param name="Curves">How the shipped model's kind learns, as `screen curve` measured it.</param>
internal sealed record ScreeningSurvey(
    ModelCard Card,
    double Threshold,
    ImmutableArray<CandidateRow> Candidates,
    ImmutableArray<LearnedCurve> Curves)
{
    private const int Reasons = 3;

    /// <summary>
    /// Small cells: a spectrum of one of a hundred atoms takes longer than all others.
    /// </summary>
    public const string Where = "nsites <= 8";

    /// <summary>Whether there is a model to ask.</summary>
    public static bool IsPossible(string data) => File.Exists(ModelOption.Shipped(data));

    /// <param name="data">The folder of shipped data.</param>
    /// <param name="database">That the demo built.</param>
    /// <param name="finished">Called after each material.</param>
    /// <exception cref="VerbException"/>
    /// <exception cref="InvalidFileException">The model, or the curve beside it, is damaged.
    /// </exception>
    public static ScreeningSurvey Of(
        string data,
        string database,
        int threads,
        Action finished,
        CancellationToken cancellation)
    {
        (string path, ScreeningModel model) = ModelOption.Read(ModelOption.Shipped(data));
        var source = new CandidateSource(model.Plan, path);
        using ICatalogStore store = DatabaseOption.Open(database, CatalogAccess.Read);
        return DatabaseOption.Guard(() =>
        {
            List<Candidate> candidates = [];
            foreach (Candidate candidate in source.OfDatabase(
                store, FilterParser.Parse(Where), threads, cancellation))
            {
                candidates.Add(candidate);
                finished();
            }

            return new ScreeningSurvey(
                model.Card,
                model.Threshold,
                [
                    .. CandidateRow.Of(
                        model, [.. candidates.Where(c => c.Row is not null)], Reasons, threads),
                ],
                LearnedCurve.Read(ModelOption.ShippedCurve(data)));
        });
    }

    /// <summary>The best of each formula.</summary>
    public IEnumerable<CandidateRow> Best(int most) => Candidates
        .DistinctBy(candidate => candidate.Formula).Take(most);
}

/// <summary>Scores of one choice of features over the materials that are learned from.</summary>
internal sealed record LearnedCurve(
    string Features,
    ImmutableArray<CurvePoint> BalancedAccuracy,
    ImmutableArray<CurvePoint> Yield)
{
    /// <summary>Those of a document of `screen curve`; none without the file.</summary>
    /// <exception cref="InvalidFileException"/>
    public static ImmutableArray<LearnedCurve> Read(string file)
    {
        if (!File.Exists(file))
        {
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file));
            return
            [
                .. document.RootElement.GetProperty("curves").EnumerateArray()
                    .Select(curve => new LearnedCurve(
                        curve.GetProperty("features").GetString() ?? "",
                        Points(curve, "balanced_accuracy"),
                        Points(curve, "yield"))),
            ];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException
            or InvalidOperationException or FormatException)
        {
            throw new InvalidFileException(
                file, $"is no document of screen curve: {e.Message}", inner: e);
        }
    }

    private static ImmutableArray<CurvePoint> Points(JsonElement curve, string score) =>
    [
        .. curve.GetProperty("points").EnumerateArray()
            .Select(point => (
                Rows: point.GetProperty("train_rows").GetInt32(),
                Score: point.GetProperty("scores").GetProperty(score)))
            .Where(point => point.Score.GetProperty("mean").ValueKind == JsonValueKind.Number)
            .Select(point => new CurvePoint(
                point.Rows,
                point.Score.GetProperty("mean").GetDouble(),
                point.Score.GetProperty("deviation").GetDouble())),
    ];
}
