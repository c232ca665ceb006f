using System.Diagnostics;
using System.Globalization;
using Similarity.DosModels;
using Similarity.Learning.Networks;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Benchmarks.DosModels;

/// <summary>
/// Learned densities of states of silicon: references × representations × regressors on splits;
/// what the k-points leave of noise in the labels, and models of labels with less of it; what a
/// committee knows of its errors. Prints tables in Markdown. Arguments: a file of samples, then
/// what <see cref="DosStudyChoice"/> reads.
/// </summary>
internal static class DosModelStudy
{
    private const double SigmaEv = 0.3;
    private const double Ev = PhysicalConstants.HartreeInEv;

    private static readonly DosRegressor[] Regressors =
    [
        new LinearDosRegressor(),
        new KernelDosRegressor(300),
        new NetworkDosRegressor(new NetworkOptions { Epochs = 150, Patience = 20 }),
    ];

    private static readonly DosRepresentation[] Representations =
    [
        DosRepresentation.Pointwise,
        DosRepresentation.Cumulative,
        DosRepresentation.Principal(32),
    ];

    public static void Run(string[] arguments)
    {
        string file = arguments.Length > 0 && File.Exists(arguments[0])
            ? arguments[0]
            : throw new ArgumentException("expected a file of samples, then what to do");
        var choice = new DosStudyChoice(arguments[1..]);
        var data = DosStudyData.Read(file, SigmaEv, 1, choice.Threads);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{data.Targets.Length} structures, {data.Environments.Features.Rows} environments"));
        if (choice.Wants("noise"))
        {
            LabelNoise.Print(file, data, choice.Threads);
        }

        foreach (DosRegressor regressor in Regressors.Where(r =>
            choice.Wants(r.Name.Split(':')[0])))
        {
            Console.WriteLine($"\n{regressor.Name}\n");
            Compare(data, data, regressor, Representations, choice);
        }

        if (choice.Wants("shipped"))
        {
            Console.WriteLine("\nas shipped\n");
            Compare(
                data,
                data,
                new KernelDosRegressor(200),
                [DosRepresentation.Principal(32)],
                choice);
        }

        if (choice.Wants("fourier"))
        {
            CompareRefined(file, data, choice);
        }

        if (choice.Wants("uncertainty"))
        {
            UncertaintyStudy.Print(data, choice.Threads);
        }
    }

    /// <summary>
    /// Models of labels as computed and of labels on meshes refined by Fourier interpolation, both
    /// compared with refined labels.
    /// </summary>
    private static void CompareRefined(string file, DosStudyData data, DosStudyChoice choice)
    {
        var refined = DosStudyData.Read(file, SigmaEv, 2, choice.Threads);
        foreach (DosRegressor regressor in Regressors[..2])
        {
            foreach ((string name, DosStudyData learned) in
                new[] { ("labels as computed", data), ("refined labels", refined) })
            {
                Console.WriteLine(
                    $"\n{regressor.Name}, learned from {name}, compared with refined ones\n");
                Compare(learned, refined, regressor, Representations[..1], choice);
            }
        }
    }

    private static void Compare(
        DosStudyData learned,
        DosStudyData compared,
        DosRegressor regressor,
        DosRepresentation[] representations,
        DosStudyChoice choice)
    {
        Console.WriteLine("| split | representation | reference | as is | by filling | aligned | % "
            + "| E_F | aligned E_F | band energy | D(E_F) | C 300 | C 1000 | C 3000 | n | s |");
        Console.WriteLine("|---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach ((string split, (int[] Train, int[] Test)[] all) in learned.Splits()
            .Where(each => choice.WantsSplit(each.Name)))
        {
            foreach (DosRepresentation representation in representations.Where(choice.Wants))
            {
                foreach (EnergyReference reference in Enum.GetValues<EnergyReference>()
                    .Where(choice.Wants))
                {
                    Row(
                        learned,
                        compared,
                        split,
                        all[..Math.Min(choice.Parts ?? all.Length, all.Length)],
                        new DosTrainingOptions
                        {
                            Regressor = regressor,
                            Representation = representation,
                            Reference = reference,
                            FoldsByFamily = split != "random",
                            Seed = choice.Seed,
                        },
                        choice.Threads);
                }
            }
        }
    }

    private static void Row(
        DosStudyData samples,
        DosStudyData compared,
        string split,
        (int[] Train, int[] Test)[] parts,
        DosTrainingOptions options,
        int threads)
    {
        long start = Stopwatch.GetTimestamp();
        List<DosScore> scores = [];
        List<DosTarget> targets = [];
        foreach ((int[] train, int[] test) in parts)
        {
            DosStudyData learned = samples.Select(train), held = compared.Select(test);
            DosRegression model = DosTrainer
                .Train(learned.Targets, learned.Environments, options, threads).Regression;
            Matrix<double>[] predicted = model.Predict(held.Environments, threads);
            for (int i = 0; i < test.Length; i++)
            {
                if (DosScores.Of(model, predicted[i].Row(0), held.Targets[i]) is { } score)
                {
                    scores.Add(score);
                }
            }

            targets.AddRange(held.Targets);
        }

        double Root(Func<DosScore, double> of) => Math.Sqrt(scores.Average(of) / Ev);
        double Rms(Func<DosScore, double> of) => Math.Sqrt(scores
            .Select(of)
            .Where(double.IsFinite)
            .DefaultIfEmpty(double.NaN)
            .Average(value => value * value));
        double percent = 100 * Root(score => score.SquaredAligned)
            / Math.Sqrt(DosScores.Variance(targets) / Ev);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        string heat = string.Join(" | ", new[] { 0, 2, 4 }.Select(t =>
            Rms(score => score.HeatCapacityErrors[t])
                .ToString("0.0000", CultureInfo.InvariantCulture)));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {split} | {options.Representation.Name} | {options.Reference} "
            + $"| {Root(s => s.SquaredAsIs):0.0000} | {Root(s => s.SquaredByFilling):0.0000} "
            + $"| {Root(s => s.SquaredAligned):0.0000} | {percent:0.0} "
            + $"| {Ev * Rms(s => s.FermiError):0.000} "
            + $"| {Ev * Rms(s => s.AlignedFermiError):0.000} "
            + $"| {Ev * Rms(s => s.BandEnergyError):0.000} "
            + $"| {Rms(s => s.DosAtFermiError) / Ev:0.0000} | {heat} "
            + $"| {scores.Count}/{targets.Count} | {seconds:0} |"));
    }
}
