using Similarity.Learning.Validation;

namespace Similarity.Benchmarks.Studies;

/// <summary>A gap of the operator beside that of a density functional calculation.</summary>
internal readonly record struct GapPair(double PbeEv, GapByCounting Operator)
{
    /// <summary>A PBE gap above rounding.</summary>
    public bool IsInsulator => PbeEv >= 0.01;
}

/// <summary>How well one setting of the operator tells the gaps of a set of materials.</summary>
internal static class GapScores
{
    public const string Header =
        "| materials | n | metals | Pearson | Spearman | AUC metal/insulator "
        + "| AUC of the signed gap | MAE insulators, eV | bias, eV | metals found "
        + "| insulators found | ghosts |\n"
        + "| --- | ---: | ---: | --- | --- | --- | --- | --- | --- | ---: | ---: | ---: |";

    public static string Row(string name, GapPair[] pairs)
    {
        int metals = pairs.Count(pair => !pair.IsInsulator);
        int gapless = pairs.Count(pair => !pair.IsInsulator && pair.Operator.GapEv == 0);
        int gapped = pairs.Count(pair => pair.IsInsulator && pair.Operator.GapEv > 0);
        GapPair[] insulators = [.. pairs.Where(pair => pair.IsInsulator)];
        string[] cells =
        [
            name,
            $"{pairs.Length}",
            $"{metals}",
            Estimate.Of(pairs.Length, drawn => Pearson(Select(pairs, drawn))).Text(),
            Estimate.Of(pairs.Length, drawn => Spearman(Select(pairs, drawn))).Text(),
            Estimate.Of(pairs.Length, drawn => Area(Select(pairs, drawn))).Text(),
            Estimate.Of(pairs.Length, drawn => SignedArea(Select(pairs, drawn))).Text(),
            Estimate.Of(
                insulators.Length,
                drawn => drawn.Average(i => Math.Abs(Error(insulators[i])))).Text("F2"),
            Estimate.Of(
                insulators.Length, drawn => drawn.Average(i => Error(insulators[i]))).Text("F2"),
            $"{gapless}",
            $"{gapped}",
            $"{pairs.Count(pair => pair.Operator.HasGhost)}",
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    /// <summary>How much the area of a differs from that of b on the same materials.</summary>
    public static Estimate AreaDifference(GapPair[] a, GapPair[] b) => Estimate.Of(
        a.Length, drawn => Area(Select(a, drawn)) - Area(Select(b, drawn)));

    private static double? Pearson(GapPair[] pairs) => Correlation.Pearson(
        [.. pairs.Select(pair => pair.PbeEv)], [.. pairs.Select(pair => pair.Operator.GapEv)]);

    private static double? Spearman(GapPair[] pairs) => Correlation.Spearman(
        [.. pairs.Select(pair => pair.PbeEv)], [.. pairs.Select(pair => pair.Operator.GapEv)]);

    private static double? Area(GapPair[] pairs) => RocArea.Of(
        [.. pairs.Select(pair => pair.Operator.GapEv)],
        [.. pairs.Select(pair => pair.IsInsulator)])?.Area;

    private static double? SignedArea(GapPair[] pairs) => RocArea.Of(
        [.. pairs.Select(pair => pair.Operator.SignedEv)],
        [.. pairs.Select(pair => pair.IsInsulator)])?.Area;

    private static double Error(GapPair pair) => pair.Operator.GapEv - pair.PbeEv;

    private static GapPair[] Select(GapPair[] pairs, int[] drawn) =>
        [.. drawn.Select(i => pairs[i])];
}
