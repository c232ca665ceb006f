using System.Globalization;
using Similarity.DensityModels.GridPoint;
using Similarity.Learning.BayesianNetworks;
using static Similarity.Benchmarks.Studies.GridDensity.GridDensityStudy;

namespace Similarity.Benchmarks.Studies.GridDensity;

/// <summary>Choices on validation structures, the model, and the curve of large cells.</summary>
internal static class LearningSteps
{
    private const string Source =
        "Quantum ESPRESSO 6.7, LDA, Al.pz-vbc.UPF, 20 Ry; molecular dynamics at 300 to 1200 K";

    private const int CurveSmallPoints = 250, CurveLargePoints = 2000;

    private static readonly int[] LargeCounts = [1, 3, 8];

    /// <summary>
    /// Short trainings on small cells and three large ones, scored on validation.
    /// </summary>
    public static void Choose(AluminiumSplit split, StudyArguments study)
    {
        GridDensityTrainer brief = Chosen with
        {
            Network = Chosen.Network with { Epochs = 12 },
            SmallPoints = 250,
            LargePoints = 2000,
            Transfer = Chosen.Transfer with { Epochs = 20 },
        };
        (string Name, GridDensityTrainer Trainer)[] cases =
        [
            ("as chosen", brief),
            ("without radial sums", brief with
            {
                Descriptor = brief.Descriptor with { RadialSums = 0 },
            }),
            ("smooth products", brief with
            {
                Descriptor = brief.Descriptor with { IsSmooth = true },
            }),
            ("divergence 1", brief with
            {
                Network = brief.Network with { DivergenceWeight = 1 },
            }),
            ("tempering 0", brief with { Network = brief.Network with { Tempering = 0 } }),
            ("rate 0.002", brief with { Network = brief.Network with { LearningRate = 2e-3 } }),
            ("evenness 0", brief with { Draw = new StratifiedDraw { Evenness = 0 } }),
            ("frozen 1", brief with { Transfer = brief.Transfer with { FrozenLayers = 1 } }),
            ("transfer rate 0.3", brief with
            {
                Transfer = brief.Transfer with { RateShare = 0.3 },
            }),
            ("transfer divergence share 1", brief with
            {
                Transfer = brief.Transfer with { DivergenceShare = 1 },
            }),
            ("all small points again", brief with
            {
                Transfer = brief.Transfer with { SmallPerLarge = null },
            }),
        ];
        Say("| setting | RMSE 1e-4 | % of range | % of deviation | L1 % | loss |");
        Say("|---|---|---|---|---|---|");
        foreach ((string name, GridDensityTrainer trainer) in cases)
        {
            GridDensityModel model = trainer.Train(
                split.SmallTrain, split.LargeTrain[..3], [], Source, study.Threads);
            DensityErrors errors = Score(model, split.LargeValidation, 0, study.Threads);
            Say(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {Text(errors)} | {model.Network.LastLoss:0.000} |"));
        }
    }

    public static void Model(AluminiumSplit split, StudyArguments study, string file)
    {
        TimeSpan before = ProcessorTime();
        GridDensityModel model = Chosen.Train(
            split.SmallTrain,
            split.LargeTrain,
            split.LargeValidation,
            Source,
            study.Threads,
            (epoch, all, loss) =>
            {
                if (epoch % 5 == 0)
                {
                    Console.Error.WriteLine(string.Create(
                        CultureInfo.InvariantCulture, $"epoch {epoch} of {all}: {loss:0.000}"));
                }
            });
        File.WriteAllBytes(file, model.ToBytes());
        Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{model.Card.Points} points of {model.Descriptor.Columns} numbers, "
            + $"{model.Network.Shape.Parameters} weights, "
            + $"{(ProcessorTime() - before).TotalSeconds:0} s of the processor; validation L1 "
            + $"{model.Card.ValidationL1Percent:0.000} %, factors "
            + $"{string.Join(", ", model.Calibration.Factors.Select(Rounded))}"));
    }

    /// <summary>
    /// Networks of the small cells that go on with n large ones, Bayesian and point, against a
    /// point network of the same size that learns the same points of the n large cells from
    /// nothing, in as many epochs as both trainings of the others have. Fewer points than for the
    /// model.
    /// </summary>
    public static void Curve(AluminiumSplit split, StudyArguments study)
    {
        NetworkOptions options = Chosen.Network, ofPoint = options with { IsBayesian = false };
        TransferOptions transfer = Chosen.Transfer;
        NetworkOptions alone = ofPoint with { Epochs = options.Epochs + transfer.Epochs };
        TrainingPoints small = Draw(split.SmallTrain, CurveSmallPoints, 1);
        NetworkModel start = Train(options, small), pointStart = Train(ofPoint, small);
        Say("| large cells | Bayesian, with transfer: RMSE 1e-4 | % of range | % of deviation | "
            + "L1 % | point network, with transfer: RMSE 1e-4 | % of range | % of deviation | "
            + "L1 % | alone: RMSE 1e-4 | % of range | % of deviation | L1 % |");
        Say("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        Say($"| 0 | {Scored(start, Draws)} | {Scored(pointStart, 0)} | | | | |");
        foreach (int count in LargeCounts)
        {
            TrainingPoints large = Draw(split.LargeTrain[..count], CurveLargePoints, 2);
            TrainingPoints second = transfer.PointsOf(small, large, 1);
            string bayesian = Scored(GoOn(options, start, second), Draws);
            string point = Scored(GoOn(ofPoint, pointStart, second), 0);
            Say($"| {count} | {bayesian} | {point} | {Scored(Train(alone, large), 0)} |");
        }

        NetworkModel Train(NetworkOptions how, TrainingPoints points) => new NetworkTrainer(how)
            .Train(points.Rows, points.Columns, points.Densities, 1, study.Threads);

        NetworkModel GoOn(NetworkOptions how, NetworkModel from, TrainingPoints points) =>
            transfer.Train(how, from, points, 1, study.Threads, null, default);

        TrainingPoints Draw(ReferenceDensity[] structures, int points, ulong seed) =>
            TrainingPoints.Draw(
                structures, Chosen.Descriptor, Chosen.Draw, points, seed, study.Threads);

        string Scored(NetworkModel network, int draws) => Text(Score(
            new GridDensityModel
            {
                Network = network,
                Descriptor = Chosen.Descriptor,
                Electrons = [3],
            },
            split.LargeTest,
            draws,
            study.Threads));
    }

    private static string Rounded(double factor) =>
        factor.ToString("0.00", CultureInfo.InvariantCulture);
}
