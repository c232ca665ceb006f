using System.Diagnostics;
using System.Globalization;
using Similarity.Crystals;
using Similarity.DensityModels.GridPoint;
using Similarity.Learning.BayesianNetworks;

namespace Similarity.Benchmarks.Studies.GridDensity;

/// <summary>
/// How well densities of aluminium are predicted point by point, what transfer saves, what the
/// uncertainties are worth and what large cells cost. --only names steps, with commas between:
/// choose, model, coverage, learn, test, ensemble, scale, forward. --cache keeps the model between
/// steps.
/// Times are of the processor: a busy machine gives fewer seconds but no shorter ones.
/// </summary>
internal static class GridDensityStudy
{
    public const int Draws = 30;

    private const int ScorePoints = 3000;

    private static readonly string[] Steps =
        ["choose", "model", "coverage", "learn", "test", "ensemble", "scale", "forward"];

    /// <summary>What `choose` chose, on validation structures.</summary>
    public static GridDensityTrainer Chosen { get; } = new()
    {
        Descriptor = new DescriptorSettings
        {
            Species = [new Element(13)],
            Distances = 20,
            Directions = 6,
            RadialSums = 12,
        },
        Network = new NetworkOptions
        {
            Width = 64,
            Blocks = 1,
            Epochs = 30,
            LearningRate = 4e-3,
            DivergenceWeight = 0.1,
            Tempering = 0.5,
        },
        SmallPoints = 700,
        LargePoints = 3000,
        Transfer = new TransferOptions { Epochs = 110 },
    };

    public static void Run(string[] arguments)
    {
        var study = StudyArguments.Parse(arguments);
        string[] wanted = study.Only?.Split(',') ?? Steps;
        if (wanted.Except(Steps).FirstOrDefault() is { } stranger)
        {
            throw new ArgumentException($"'{stranger}': expected {string.Join(", ", Steps)}");
        }

        var split = new AluminiumSplit(
            Path.Combine(RepositoryRoot(), "database", "densities", "aluminium"));
        string cache = study.Cache ?? Path.GetTempPath();
        Directory.CreateDirectory(cache);
        string model = Path.Combine(cache, "aluminium.griddensity");
        foreach (string step in Steps.Intersect(wanted))
        {
            Say($"\n## {step}\n");
            TimeSpan before = ProcessorTime();
            switch (step)
            {
                case "choose":
                    LearningSteps.Choose(split, study);
                    break;
                case "model":
                    LearningSteps.Model(split, study, model);
                    break;
                case "coverage":
                    TestSteps.Coverage(split, study, GridDensityModel.Read(model));
                    break;
                case "learn":
                    LearningSteps.Curve(split, study);
                    break;
                case "test":
                    TestSteps.Test(split, study, GridDensityModel.Read(model));
                    break;
                case "ensemble":
                    TestSteps.Ensemble(split, study);
                    break;
                case "scale":
                    ScaleSteps.Scale(split, study, GridDensityModel.Read(model));
                    break;
                default:
                    ScaleSteps.Forward(GridDensityModel.Read(model));
                    break;
            }

            Say(string.Create(
                CultureInfo.InvariantCulture,
                $"\n({(ProcessorTime() - before).TotalSeconds:0} s of the processor)"));
        }
    }

    /// <summary>Errors at points drawn alike from all of some structures.</summary>
    public static DensityErrors Score(
        GridDensityModel model, ReferenceDensity[] structures, int draws, int threads)
    {
        var points = TrainingPoints.Draw(
            structures,
            model.Descriptor,
            new StratifiedDraw { Evenness = 0 },
            ScorePoints,
            99,
            threads);
        double[] mean = new double[points.Densities.Length];
        double[] noise = new double[mean.Length], spread = new double[mean.Length];
        NetworkDraws asked = draws == 0
            ? NetworkDraws.Centre(model.Network)
            : NetworkDraws.Of(model.Network, draws, 1);
        asked.Predict(points.Rows, mean.Length, mean, noise, spread, threads);
        return DensityErrors.Of([(mean, points.Densities)]);
    }

    public static string Text(DensityErrors errors) => string.Create(
        CultureInfo.InvariantCulture,
        $"{1e4 * errors.Rmse:0.00} | {100 * errors.OfRange:0.00} | "
        + $"{100 * errors.OfDeviation:0.00} | {errors.L1Percent:0.00}");

    public static void Say(string line)
    {
        Console.WriteLine(line);
        Console.Out.Flush();
    }

    public static TimeSpan ProcessorTime()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime;
    }

    private static string RepositoryRoot()
    {
        for (DirectoryInfo? folder = new(Environment.CurrentDirectory);
            folder is not null;
            folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Similarity.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("run it in a clone: Similarity.sln was not found");
    }
}
