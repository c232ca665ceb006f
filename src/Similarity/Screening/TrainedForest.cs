using System.Collections.Immutable;
using Similarity.Learning;
using Similarity.Learning.Calibration;
using Similarity.Learning.Forests;

namespace Similarity.Screening;

/// <summary>A forest with what else was learned from its training rows.</summary>
/// <param name="Kept">The features that the forest asks about, of those that rows have.</param>
/// <param name="Calibration">Null where scores stay scores.</param>
public sealed record TrainedForest(
    Forest Forest,
    ImmutableArray<int> Kept,
    ScoreCalibration? Calibration,
    Reliability Reliability)
{
    /// <summary>
    /// What trees said of the training rows that they did not draw; none of a model from a file.
    /// </summary>
    public OutOfBagRows OutOfBag { get; init; } = OutOfBagRows.None;

    /// <summary>
    /// The threshold of the greatest balanced accuracy on the training rows, by trees that did not
    /// draw them; 1/2 without such rows and of a model from a file.
    /// </summary>
    public double BalancedThreshold { get; init; } = 0.5;

    /// <summary>
    /// The mean of the trees: above 1/2 the balanced forest calls it a conductor.
    /// </summary>
    public double[] Scores(FeatureMatrix features, int threads = 1) =>
        Forest.Mean(KeptOf(features), threads);

    /// <summary>How far the trees disagree.</summary>
    public double[] Deviations(FeatureMatrix features, int threads = 1) =>
        Forest.Deviation(KeptOf(features), threads);

    /// <summary>The share of conductors among materials with this score.</summary>
    public double Probability(double score) => Calibration?.Of(score) ?? score;

    /// <summary>
    /// Which windows raised or lowered the score of a row most; the names are of
    /// <see cref="FeatureColumn.Window"/>.
    /// </summary>
    /// <param name="row">All features of the row.</param>
    public IReadOnlyList<(string Window, double Contribution)> Reasons(
        ReadOnlySpan<float> row, ImmutableArray<FeatureColumn> columns, int most)
    {
        float[] kept = new float[Kept.Length];
        for (int i = 0; i < kept.Length; i++)
        {
            kept[i] = row[Kept[i]];
        }

        double[] contributions = Forest.Contributions(kept);
        return
        [
            .. contributions.Index()
                .GroupBy(part => columns[Kept[part.Index]].Window, StringComparer.Ordinal)
                .Select(group => (Window: group.Key, Contribution: group.Sum(p => p.Item)))
                .OrderByDescending(part => Math.Abs(part.Contribution))
                .ThenBy(part => part.Window, StringComparer.Ordinal)
                .Take(most),
        ];
    }

    /// <summary>The importance of each window, descending.</summary>
    public IReadOnlyList<(string Window, double Importance)> WindowImportances(
        ImmutableArray<FeatureColumn> columns) =>
        [
            .. Forest.Importances.Index()
                .GroupBy(share => columns[Kept[share.Index]].Window, StringComparer.Ordinal)
                .Select(group => (Window: group.Key, Importance: group.Sum(s => s.Item)))
                .OrderByDescending(share => share.Importance)
                .ThenBy(share => share.Window, StringComparer.Ordinal),
        ];

    private FeatureMatrix KeptOf(FeatureMatrix features) => Kept.Length == features.Columns
        ? features
        : features.SelectColumns(Kept.AsSpan());
}
