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

    private static readonly int[] LargeCounts = [1, 2, 4, 9];

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
            Transfer = Chosen.Transfer with { Epochs = 6 },
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
            ("frozen 0", brief with { Transfer = brief.Transfer with { FrozenLayers = 0 } }),
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
            [.. split.SmallValidation, .. split.LargeValidation],
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
    /// A network of the small cells that goes on with n large ones, against a point network of the
    /// same size that learns the n large cells alone.
    /// </summary>
    public static void Curve(AluminiumSplit split, StudyArguments study)
    {
        GridDensityModel small = Chosen.Train(split.SmallTrain, [], [], Source, study.Threads);
        Say("| large cells | RMSE 1e-4 | % of range | % of deviation | L1 % | point network alone: "
            + "RMSE 1e-4 | % of range | % of deviation | L1 % |");
        Say("|---|---|---|---|---|---|---|---|---|");
        Say($"| 0 | {Text(Score(small, split.LargeTest, Draws, study.Threads))} | | | | |");
        foreach (int count in LargeCounts)
        {
            ReferenceDensity[] large = split.LargeTrain[..count];
            GridDensityModel transferred =
                Chosen.Train(split.SmallTrain, large, [], Source, study.Threads);
            GridDensityModel alone = Alone(Chosen).Train(large, [], [], Source, study.Threads);
            Say($"| {count} | {Text(Score(transferred, split.LargeTest, Draws, study.Threads))} | "
                + $"{Text(Score(alone, split.LargeTest, 0, study.Threads))} |");
        }
    }

    /// <summary>
    /// A point network of the same shape that starts from nothing, with the points that transfer
    /// draws from large cells and epochs for at least as many steps as both its trainings take on
    /// them.
    /// </summary>
    public static GridDensityTrainer Alone(GridDensityTrainer trainer) => trainer with
    {
        SmallPoints = trainer.LargePoints,
        Network = trainer.Network with
        {
            IsBayesian = false,
            Epochs = 2 * (trainer.Network.Epochs + trainer.Transfer.Epochs),
        },
    };

    private static string Rounded(double factor) =>
        factor.ToString("0.00", CultureInfo.InvariantCulture);
}
