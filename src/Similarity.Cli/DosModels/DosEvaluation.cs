using System.Text.Json.Serialization;
using Similarity.DosModels;
using Similarity.Learning.Committees;
using Similarity.Learning.Validation;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Cli.DosModels;

/// <summary>
/// How wrong a model is on some samples: root mean squares, densities per atom in eV^(−1/2), other
/// numbers per atom in eV, 1/eV and k_B.
/// </summary>
/// <param name="RmseAsIs">At the reference of the model.</param>
/// <param name="RmseByFilling">Both Fermi levels at 0.</param>
/// <param name="RmseAligned">Each sample at its best shift.</param>
/// <param name="PercentAligned">Of the spread of the samples with their Fermi levels at 0.</param>
/// <param name="Coverage68">Of calibrated intervals; null without a committee.</param>
/// <param name="RankCorrelation">
/// Of the errors of densities and their predicted spreads, sample by sample (Spearman).
/// </param>
internal sealed record DosEvaluation(
    string Split,
    int Train,
    int Test,
    int Failed,
    double? Lambda,
    double RmseAsIs,
    double RmseByFilling,
    double RmseAligned,
    double PercentAligned,
    double FermiErrorEv,
    double AlignedFermiErrorEv,
    double BandEnergyErrorEv,
    double DosAtFermiError,
    double[] TemperaturesK,
    double[] HeatCapacityErrors,
    double[] EntropyErrors,
    double? Coverage68,
    double? Coverage95,
    double? RankCorrelation)
{
    /// <summary>Sample by sample, for pages; documents have the means alone.</summary>
    [JsonIgnore]
    public IReadOnlyList<DosSampleScore> Samples { get; init; } = [];

    public static DosEvaluation Of(
        string split,
        DosRegression model,
        DosCalibration? calibration,
        double? lambda,
        int train,
        DosData test,
        int threads)
    {
        Matrix<double>[] densities = model.Predict(test.Environments, threads);
        DosScore[] scores =
        [
            .. test.Targets.Select((target, i) =>
                DosScores.Of(model, densities[i].Row(0), target)).OfType<DosScore>(),
        ];
        double variance = DosScores.Variance(test.Targets);
        double ev = PhysicalConstants.HartreeInEv;
        double Rms(Func<DosScore, double> of)
        {
            double[] known = [.. scores.Select(of).Where(double.IsFinite)];
            return known.Length == 0 ? 0 : Math.Sqrt(known.Average(value => value * value));
        }

        double Root(Func<DosScore, double> of) =>
            scores.Length == 0 ? 0 : Math.Sqrt(scores.Average(of) / ev);
        ILookup<string, DosTarget> named = test.Targets.ToLookup(target => target.Sample.Id);
        (double? at68, double? at95, double? rank) =
            Uncertainty(model, calibration, densities, test);
        return new DosEvaluation(
            split,
            train,
            test.Targets.Length,
            test.Targets.Length - scores.Length,
            lambda,
            Root(score => score.SquaredAsIs),
            Root(score => score.SquaredByFilling),
            Root(score => score.SquaredAligned),
            100 * Root(score => score.SquaredAligned) / Math.Sqrt(variance / ev),
            ev * Rms(score => score.FermiError),
            ev * Rms(score => score.AlignedFermiError),
            ev * Rms(score => score.BandEnergyError),
            Rms(score => score.DosAtFermiError) / ev,
            [.. DosScores.Temperatures],
            [.. DosScores.Temperatures.Select((_, t) => Rms(s => s.HeatCapacityErrors[t]))],
            [.. DosScores.Temperatures.Select((_, t) => Rms(s => s.EntropyErrors[t]))],
            at68,
            at95,
            rank)
        {
            Samples =
            [
                .. scores.Select(score =>
                {
                    double computed = DosScores.TrueOf(named[score.Id].First()).DosAtFermiLevel;
                    return new DosSampleScore(
                        score.Id,
                        computed / ev,
                        (computed + score.DosAtFermiError) / ev,
                        Math.Sqrt(score.SquaredAligned / ev));
                }),
            ],
        };
    }

    private static (double? At68, double? At95, double? Rank) Uncertainty(
        DosRegression model, DosCalibration? calibration, Matrix<double>[] densities, DosData test)
    {
        if (calibration is null
            || !calibration.Parts.TryGetValue(
                DosCalibration.Density, out SpreadCalibration? density))
        {
            return (null, null, null);
        }

        List<double> errors = [], spreads = [], sampleErrors = [], sampleSpreads = [];
        for (int i = 0; i < densities.Length; i++)
        {
            int[] members = [.. Enumerable.Range(1, model.Members)];
            DosResidual[] residuals =
            [
                .. DosCalibration.Residuals(
                    model,
                    densities[i].Row(0).ToArray(),
                    Learning.GroupedRows.SelectRows(densities[i], members),
                    test.Targets[i])
                    .Where(residual => residual.Part == DosCalibration.Density),
            ];
            errors.AddRange(residuals.Select(residual => residual.Error));
            spreads.AddRange(residuals.Select(residual => residual.Spread));
            sampleErrors.Add(Math.Sqrt(residuals.Average(r => r.Error * r.Error)));
            sampleSpreads.Add(Math.Sqrt(residuals.Average(r => r.Spread * r.Spread)));
        }

        return (
            SpreadCalibration.Coverage([.. errors], [.. spreads], density.Reach(0.68)),
            SpreadCalibration.Coverage([.. errors], [.. spreads], density.Reach(0.95)),
            Correlation.Spearman([.. sampleErrors], [.. sampleSpreads]));
    }
}

/// <param name="ComputedAtFermi">D(E_F), 1/eV per atom.</param>
/// <param name="Rmse">Of the density at its best shift, eV^(−1/2) per atom.</param>
internal sealed record DosSampleScore(
    string Id, double ComputedAtFermi, double PredictedAtFermi, double Rmse);
