using System.Collections.Immutable;
using System.Text.Json;
using Similarity.Fingerprints;
using Similarity.Formats;
using Similarity.Learning.Calibration;
using Similarity.Learning.Forests;

namespace Similarity.Screening;

/// <summary>A trained forest with all that is needed to ask it about a material.</summary>
/// <param name="Threshold">Scores above are conductors.</param>
public sealed record ScreeningModel(
    FeaturePlan Plan, TrainedForest Trained, double Threshold, ModelCard Card)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public byte[] ToBytes() => ForestFile.ToBytes(
        Trained.Forest, JsonSerializer.Serialize(ModelText.Of(this), Json));

    /// <exception cref="InvalidFileException">It is no model of this program.</exception>
    public static ScreeningModel Read(string path)
    {
        byte[] file;
        try
        {
            file = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidFileException(path, $"cannot be read: {e.Message}", inner: e);
        }

        return Parse(path, file);
    }

    /// <param name="path">How messages name it.</param>
    /// <exception cref="InvalidFileException">It is no model of this program.</exception>
    public static ScreeningModel Parse(string path, ReadOnlySpan<byte> file)
    {
        (Forest forest, string text) = ForestFile.Read(path, file);
        try
        {
            ModelText said = JsonSerializer.Deserialize<ModelText>(text, Json)
                ?? throw new JsonException("null");
            return said.ToModel(forest);
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            throw new InvalidFileException(
                path, $"is a forest, but no model for screening: {e.Message}", inner: e);
        }
    }
}

/// <summary>What a model was made of and how good it is, for people.</summary>
/// <param name="Source">The database and the labels.</param>
/// <param name="Criteria">What a positive row is, in words.</param>
/// <param name="OutOfBagRocArea">On the training rows, by trees that did not draw them.</param>
public sealed record ModelCard(
    string Source,
    string Criteria,
    int Rows,
    int Positives,
    int Trees,
    ulong Seed,
    double? OutOfBagRocArea,
    double? OutOfBagBalancedAccuracy,
    string ProgramVersion);

/// <summary>A model as its file spells it.</summary>
internal sealed record ModelText(
    ModelText.Block[] Blocks,
    int[]? Kept,
    double Threshold,
    ModelText.Curve? Calibration,
    double[] ReliabilityHighest,
    int[] ReliabilityCounts,
    int[] ReliabilityPositives,
    ModelCard Card)
{
    /// <param name="Parameters">Null for features of the structure.</param>
    internal sealed record Block(
        string Name,
        string? Kind = null,
        SortedDictionary<string, string>? Parameters = null,
        Stretch[]? Segments = null,
        int Length = 0,
        double BinEv = 0);

    internal sealed record Stretch(string Name, double[] EnergiesEv);

    /// <param name="Scores">Of steps; null for Platt's.</param>
    internal sealed record Curve(double[]? Scores, double[] Numbers);

    public static ModelText Of(ScreeningModel model)
    {
        TrainedForest trained = model.Trained;
        return new ModelText(
            [.. model.Plan.Blocks.Select(BlockOf)],
            trained.Kept.Length == model.Plan.Columns.Length ? null : [.. trained.Kept],
            model.Threshold,
            trained.Calibration switch
            {
                IsotonicCalibration steps => new Curve([.. steps.Scores], [.. steps.Probabilities]),
                PlattCalibration platt => new Curve(null, [platt.A, platt.B]),
                _ => null,
            },
            [.. trained.Reliability.Highest],
            [.. trained.Reliability.Counts],
            [.. trained.Reliability.Positives],
            model.Card);
    }

    /// <exception cref="ArgumentException">It fits no forest.</exception>
    public ScreeningModel ToModel(Forest forest)
    {
        var plan = new FeaturePlan([.. Blocks.Select(BlockOf)]);
        int[] kept = Kept ?? [.. Enumerable.Range(0, plan.Columns.Length)];
        if (kept.Length != forest.Columns
            || kept.Any(column => column < 0 || column >= plan.Columns.Length))
        {
            throw new ArgumentException(
                $"{kept.Length} features for a forest of {forest.Columns}");
        }

        if (ReliabilityHighest.Length != ReliabilityCounts.Length
            || ReliabilityHighest.Length != ReliabilityPositives.Length
            || !ReliabilityHighest.Order().SequenceEqual(ReliabilityHighest)
            || ReliabilityCounts.Zip(ReliabilityPositives, (n, p) => n < 1 || p < 0 || p > n)
                .Any(isWrong => isWrong))
        {
            throw new ArgumentException("counts of the training rows that are no counts");
        }

        return new ScreeningModel(
            plan,
            new TrainedForest(
                forest,
                [.. kept],
                CalibrationOf(Calibration),
                new Reliability(
                    [.. ReliabilityHighest], [.. ReliabilityCounts], [.. ReliabilityPositives])),
            Threshold,
            Card);
    }

    private static Block BlockOf(FeatureBlock block) => block is FingerprintBlock own
        ? new Block(
            own.Name,
            own.Kind,
            new SortedDictionary<string, string>(own.Parameters, StringComparer.Ordinal),
            [.. own.Segments.Select(s => new Stretch(s.Name, [.. s.EnergiesEv]))],
            own.Length,
            own.BinEv)
        : new Block(block.Name);

    private static FeatureBlock BlockOf(Block block)
    {
        if (block.Kind is not { } kind)
        {
            return CrystalBlock.All.FirstOrDefault(own => own.Name == block.Name)
                ?? throw new ArgumentException($"features '{block.Name}' are not known");
        }

        Stretch[] segments = block.Segments ?? [];
        if (segments.Any(s => s.EnergiesEv.Length == 0)
            || segments.Sum(s => s.EnergiesEv.Length) > block.Length)
        {
            throw new ArgumentException($"the energies of '{block.Name}' do not fit its length");
        }

        return new FingerprintBlock(
            kind,
            (block.Parameters ?? []).ToImmutableSortedDictionary(StringComparer.Ordinal),
            [.. segments.Select(s => new FingerprintSegment(s.Name, [.. s.EnergiesEv]))],
            block.Length,
            block.BinEv);
    }

    private static ScoreCalibration? CalibrationOf(Curve? curve) => curve switch
    {
        null => null,
        { Scores: null, Numbers: [double a, double b] } => new PlattCalibration(a, b),
        { Scores: { Length: > 0 } scores, Numbers: var numbers }
            when scores.Length == numbers.Length
                && scores.Order().SequenceEqual(scores)
                && numbers.Order().SequenceEqual(numbers) =>
            new IsotonicCalibration([.. scores], [.. numbers]),
        _ => throw new ArgumentException("a calibration that is none"),
    };
}
