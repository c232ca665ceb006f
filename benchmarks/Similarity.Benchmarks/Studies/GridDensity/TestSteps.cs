using System.Globalization;
using Similarity.DensityModels.GridPoint;
using Similarity.Learning.BayesianNetworks;
using Similarity.Learning.Validation;
using Similarity.Numerics;
using static Similarity.Benchmarks.Studies.GridDensity.GridDensityStudy;

namespace Similarity.Benchmarks.Studies.GridDensity;

/// <summary>The model on structures it never saw, at every point.</summary>
internal static class TestSteps
{
    /// <summary>Bohr: the shell of a vacancy's neighbours, and where bulk begins again.</summary>
    private const double Near = 4, Far = 8;

    private const int CoveragePoints = 3000;

    public static void Test(AluminiumSplit split, StudyArguments study, GridDensityModel model)
    {
        NetworkDraws draws = NetworkDraws.Of(model.Network, Draws, 1);
        Say("| structure | RMSE 1e-4 | % of range | % of deviation | L1 % | within 1, 2, 3 "
            + "deviations | uncalibrated | epistemic 1e-4 | aleatoric 1e-4 | Hartree mHa/atom |");
        Say("|---|---|---|---|---|---|---|---|---|---|");
        foreach (ReferenceDensity[] group in new[]
            { split.SmallTest, split.LargeTest, split.Vacancies })
        {
            var scores = new List<DensityScore>();
            foreach (ReferenceDensity reference in group)
            {
                DensityPlanes prediction =
                    DensityScore.Predict(model, reference, draws, study.Threads);
                if (reference.Crystal.Count % 2 == 1)
                {
                    Vacancy(reference, prediction);
                }

                var score = DensityScore.Of(model, reference, prediction);
                scores.Add(score);
                Show(reference.Name, [score]);
            }

            Show($"**mean of {group.Length}**", scores);
        }
    }

    /// <summary>
    /// Shares of points within 1, 2 and 3 calibrated deviations, at points drawn alike, and how
    /// errors go with the epistemic deviation.
    /// </summary>
    public static void Coverage(
        AluminiumSplit split, StudyArguments study, GridDensityModel model)
    {
        NetworkDraws draws = NetworkDraws.Of(model.Network, Draws, 1);
        Say("| structure | L1 % | within 1, 2, 3 deviations | rank correlation of error and "
            + "epistemic deviation |");
        Say("|---|---|---|---|");
        foreach (ReferenceDensity[] group in new[] { split.LargeTest, split.Vacancies })
        {
            var together = new List<double>();
            foreach (ReferenceDensity reference in group)
            {
                var points = TrainingPoints.Draw(
                    [reference],
                    model.Descriptor,
                    new StratifiedDraw { Evenness = 0 },
                    CoveragePoints,
                    99,
                    study.Threads);
                int count = points.Densities.Length;
                double[] mean = new double[count], noise = new double[count];
                double[] spread = new double[count];
                draws.Predict(points.Rows, count, mean, noise, spread, study.Threads);
                double[] errors =
                    [.. mean.Zip(points.Densities, (said, truth) => Math.Abs(said - truth))];
                double[] ratios =
                    [.. errors.Select((error, i) => error / Math.Sqrt(noise[i] + spread[i]))];
                together.AddRange(ratios);
                double l1 = DensityErrors.Of([(mean, points.Densities)]).L1Percent;
                Say(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {reference.Name} | {l1:0.00} | {Shares(model, ratios)} | "
                    + $"{Correlation.Spearman(errors, spread):0.00} |"));
            }

            Say($"| **all {group.Length}** | | {Shares(model, together)} | |");
        }
    }

    private static string Shares(GridDensityModel model, IReadOnlyCollection<double> ratios) =>
        string.Join(", ", model.Calibration.Coverage(ratios)
            .Select(share => share.ToString("0.000", CultureInfo.InvariantCulture)));

    /// <summary>
    /// Five point networks of the same shape and points against the Bayesian one.
    /// </summary>
    public static void Ensemble(AluminiumSplit split, StudyArguments study)
    {
        GridDensityTrainer trainer = Chosen with
        {
            Members = 5,
            Network = Chosen.Network with { IsBayesian = false },
        };
        GridDensityModel model = trainer.Train(
            split.SmallTrain,
            split.LargeTrain,
            split.LargeValidation,
            "",
            study.Threads);
        Test(split, study, model);
    }

    private static void Show(string name, IReadOnlyCollection<DensityScore> scores)
    {
        string Shares(Func<DensityScore, int, double> share) => string.Join(
            ", ",
            Enumerable.Range(0, 3).Select(level => scores.Average(score => share(score, level))
                .ToString("0.000", CultureInfo.InvariantCulture)));
        Say(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {1e4 * scores.Average(s => s.Errors.Rmse):0.00} | "
            + $"{100 * scores.Average(s => s.Errors.OfRange):0.00} | "
            + $"{100 * scores.Average(s => s.Errors.OfDeviation):0.00} | "
            + $"{scores.Average(s => s.Errors.L1Percent):0.00} | "
            + $"{Shares((s, level) => s.Coverage[level])} | "
            + $"{Shares((s, level) => s.RawCoverage[level])} | "
            + $"{1e4 * scores.Average(s => s.Epistemic):0.00} | "
            + $"{1e4 * scores.Average(s => s.Aleatoric):0.00} | "
            + $"{1e3 * scores.Average(s => Math.Abs(s.HartreeErrorPerAtom)):0.00} |"));
    }

    private static void Vacancy(ReferenceDensity reference, DensityPlanes prediction)
    {
        Vector3D hole = Emptiest(reference);
        (double near, double far) =
            DensityScore.EpistemicAround(reference, prediction, hole, Near, Far);
        Say(string.Create(
            CultureInfo.InvariantCulture,
            $"| {reference.Name}: epistemic within {Near} bohr of the vacancy {1e4 * near:0.00}, "
            + $"beyond {Far} bohr {1e4 * far:0.00}, ratio {near / far:0.00} |"));
    }

    /// <summary>The point of the grid whose nearest atom is furthest: the middle of a vacancy.
    /// </summary>
    private static Vector3D Emptiest(ReferenceDensity reference)
    {
        var nearest = new DescriptorSettings
        {
            Species = [reference.Crystal.Sites[0].Element],
            Distances = 1,
            Directions = 0,
            RadialSums = 0,
        };
        var descriptors = new PointDescriptors(reference.Crystal, nearest);
        var search = new PointSearch(nearest);
        UniformGrid grid = reference.Grid;
        double largest = 0;
        Vector3D place = default;
        double[] row = new double[1];
        for (int i = 0; i < grid.Count0; i++)
        {
            for (int j = 0; j < grid.Count1; j++)
            {
                for (int k = 0; k < grid.Count2; k++)
                {
                    descriptors.Compute(grid.Point(i, j, k), search, row);
                    (largest, place) =
                        row[0] > largest ? (row[0], grid.Point(i, j, k)) : (largest, place);
                }
            }
        }

        return place;
    }
}
