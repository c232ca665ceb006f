using Similarity.Learning;
using Similarity.Learning.Validation;
using Similarity.Screening;

namespace Similarity.Catalog.Candidates;

/// <summary>A material as a model judges it.</summary>
/// <param name="Score">Of the forest; above the threshold is a conductor.</param>
/// <param name="Probability">Of being a conductor, calibrated.</param>
/// <param name="ProbabilityLow">
/// Where the share of conductors among training materials of this score lies, at 95 %, by trees
/// that did not draw them; wider where the calibrated probability lies outside, as that is pooled
/// from other groups of materials.
/// </param>
/// <param name="Deviation">How far the trees disagree.</param>
/// <param name="Reasons">What moved the score most.</param>
/// <param name="Nearest">The most similar known conductor; null where none was asked for.</param>
public sealed record CandidateRow(
    int Rank,
    string Id,
    string? Formula,
    double Score,
    double Probability,
    double? ProbabilityLow,
    double? ProbabilityHigh,
    double Deviation,
    bool IsConductor,
    IReadOnlyList<CandidateReason> Reasons,
    KnownConductor? Nearest)
{
    /// <summary>Ordered by score, then by id.</summary>
    /// <param name="candidates">Those with features.</param>
    public static CandidateRow[] Of(
        ScreeningModel model,
        IReadOnlyList<Candidate> candidates,
        int reasons,
        int threads,
        Func<float[], KnownConductor?>? nearest = null,
        int? most = null)
    {
        if (candidates.Count == 0)
        {
            return [];
        }

        int columns = model.Plan.Columns.Length;
        float[] rows = new float[candidates.Count * columns];
        for (int i = 0; i < candidates.Count; i++)
        {
            candidates[i].Row!.CopyTo(rows.AsSpan(i * columns));
        }

        var features = FeatureMatrix.OfRows(columns, rows);
        double[] scores = model.Trained.Scores(features, threads);
        double[] deviations = model.Trained.Deviations(features, threads);
        return
        [
            .. Enumerable.Range(0, candidates.Count)
                .OrderByDescending(i => scores[i])
                .ThenBy(i => candidates[i].Id, StringComparer.Ordinal)
                .Take(most ?? int.MaxValue)
                .Select((i, rank) =>
                {
                    double probability = model.Trained.Probability(scores[i]);
                    ConfidenceInterval? interval =
                        model.Trained.Reliability.Interval(scores[i]);
                    return new CandidateRow(
                        rank + 1,
                        candidates[i].Id,
                        candidates[i].Formula,
                        scores[i],
                        probability,
                        interval is { } low ? Math.Min(low.Low, probability) : null,
                        interval is { } high ? Math.Max(high.High, probability) : null,
                        deviations[i],
                        scores[i] > model.Threshold,
                        [
                            .. model.Trained
                                .Reasons(candidates[i].Row!, model.Plan.Columns, reasons)
                                .Select(reason => new CandidateReason(
                                    reason.Window, reason.Contribution)),
                        ],
                        candidates[i].Nearest is { } own ? nearest?.Invoke(own) : null);
                }),
        ];
    }
}

/// <param name="Window">A property, or a window of energies.</param>
/// <param name="Contribution">To the score; below 0 it speaks against a conductor.</param>
public sealed record CandidateReason(string Window, double Contribution);

/// <param name="Distance">Euclidean, of the first fingerprint of the model.</param>
public sealed record KnownConductor(string Id, string? Formula, double Distance);
