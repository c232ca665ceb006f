using System.Collections.Immutable;
using Similarity.Learning;
using Similarity.Learning.Calibration;
using Similarity.Learning.Forests;

namespace Similarity.Screening;

/// <summary>How scores of the forest become probabilities.</summary>
public enum CalibrationMethod
{
    /// <summary>Scores stay what they are: not probabilities in a balanced forest.</summary>
    None,

    Isotonic,

    Platt,
}

/// <summary>
/// What is done with training rows, and with them alone: features chosen, a forest grown, its
/// scores calibrated on what the trees say of rows that they did not draw. Scaling has no part in
/// it, as the order of the values of a feature is all that a tree sees.
/// </summary>
public sealed record ScreeningTrainer
{
    /// <summary>The forest of the published result, unless something else is better.</summary>
    public ForestClassifier Forest { get; init; } = new() { Balance = ClassBalance.Sorep };

    /// <summary>
    /// Keeps so many features, those of the greatest importance in a first forest; null for all.
    /// </summary>
    public int? KeepFeatures { get; init; }

    public CalibrationMethod Calibration { get; init; } = CalibrationMethod.Isotonic;

    /// <exception cref="ArgumentException">No rows, or no features.</exception>
    public TrainedForest Fit(
        LabelledRows rows, int threads = 1, CancellationToken cancellation = default)
    {
        ImmutableArray<int> kept = Choose(rows, threads, cancellation);
        LabelledRows chosen = kept.Length == rows.Features.Columns
            ? rows
            : rows.With(rows.Features.SelectColumns(kept.AsSpan()));
        ForestClassifier learner = Forest with
        {
            Options = Forest.Options with { OutOfBag = true },
        };
        ClassificationForest forest = learner.Fit(chosen, threads, cancellation);
        OutOfBagRows outOfBag = OutOfBag(forest, rows);
        (double[] scores, bool[] positive) = outOfBag;
        ScoreCalibration? calibration = scores.Length == 0
            ? null
            : Calibration switch
            {
                CalibrationMethod.Isotonic => IsotonicCalibration.Fit(scores, positive),
                CalibrationMethod.Platt => PlattCalibration.Fit(scores, positive),
                _ => null,
            };
        return new TrainedForest(
            forest.Forest, kept, calibration, Reliability.Of(scores, positive))
        {
            OutOfBag = outOfBag,
            BalancedThreshold = Similarity.Screening.BalancedThreshold.Of(scores, positive),
        };
    }

    private ImmutableArray<int> Choose(
        LabelledRows rows, int threads, CancellationToken cancellation)
    {
        int columns = rows.Features.Columns;
        if (KeepFeatures is not int keep || keep >= columns)
        {
            return [.. Enumerable.Range(0, columns)];
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(keep, 1, nameof(KeepFeatures));
        ForestClassifier first = Forest with
        {
            Options = Forest.Options with { OutOfBag = false },
        };
        ImmutableArray<double> importances =
            first.Fit(rows, threads, cancellation).Forest.Importances;
        return
        [
            .. Enumerable.Range(0, columns).OrderByDescending(column => importances[column])
                .ThenBy(column => column).Take(keep).Order(),
        ];
    }

    private static OutOfBagRows OutOfBag(
        ClassificationForest forest, LabelledRows rows)
    {
        int[] known =
        [
            .. Enumerable.Range(0, rows.Count).Where(row => forest.OutOfBag[row] is not null
                && (rows.Weights is not { } weights || weights[row] > 0)),
        ];
        return new OutOfBagRows(
            [.. known.Select(row => forest.OutOfBag[row]!.Value)],
            [.. known.Select(row => rows.IsPositive[row])]);
    }
}
