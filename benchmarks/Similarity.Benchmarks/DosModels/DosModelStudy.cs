using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Similarity.DosModels;
using Similarity.Learning.Networks;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Benchmarks.DosModels;

/// <summary>
/// Learned densities of states of silicon: references × representations × regressors on splits;
/// what the k-points leave of noise in the labels; what a committee knows of its errors. Prints
/// tables in Markdown. Arguments: a file of samples, then words: names of regressors, "noise",
/// "uncertainty", "fourier", "shipped", "networks"; none for all.
/// </summary>
internal static class DosModelStudy
{
    private const int Threads = 2;
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
        string[] words = arguments[1..];
        bool Wanted(string word) => words.Length == 0 || words.Contains(word);
        var data = DosStudyData.Read(file, 0.3, 1, Threads);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{data.Targets.Length} structures, {data.Environments.Features.Rows} environments"));
        if (Wanted("noise"))
        {
            LabelNoise.Print(file, data, Threads);
        }

        foreach (DosRegressor regressor in Regressors.Where(r => Wanted(r.Name.Split(':')[0])))
        {
            Compare(data, regressor, Representations);
        }

        if (Wanted("shipped"))
        {
            Compare(data, new KernelDosRegressor(200), [DosRepresentation.Principal(32)]);
        }

        if (Wanted("networks"))
        {
            foreach (NetworkDosRegressor network in Networks)
            {
                Compare(
                    data,
                    network,
                    [DosRepresentation.Pointwise, DosRepresentation.Principal(32)],
                    onePart: true);
            }
        }

        if (Wanted("fourier"))
        {
            Console.WriteLine("\nlabels on meshes refined by Fourier interpolation");
            Compare(
                DosStudyData.Read(file, 0.3, 2, Threads),
                Regressors[1],
                [DosRepresentation.Pointwise]);
        }

        if (Wanted("uncertainty"))
        {
            UncertaintyStudy.Print(data, Threads);
        }
    }

    private static readonly NetworkDosRegressor[] Networks =
    [
        .. from widths in (ImmutableArray<int>[])[[32], [64, 64], [128, 128]]
           from decay in (double[])[1e-2, 1e-1]
           select new NetworkDosRegressor(new NetworkOptions
           {
               Hidden = widths,
               Decay = decay,
               Epochs = 150,
               Patience = 20,
           }),
    ];

    /// <param name="onePart">Only the first part of each split is held out.</param>
    private static void Compare(
        DosStudyData data,
        DosRegressor regressor,
        DosRepresentation[] representations,
        bool onePart = false)
    {
        string decay = regressor is NetworkDosRegressor network
            ? FormattableString.Invariant($", decay {network.Options.Decay}")
            : "";
        Console.WriteLine($"\n{regressor.Name}{decay}\n");
        Console.WriteLine("| split | representation | reference | as is | by filling | aligned | % "
            + "| E_F | aligned E_F | band energy | D(E_F) | C 300 | C 1000 | C 3000 | n | s |");
        Console.WriteLine("|---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        foreach ((string split, (int[] Train, int[] Test)[] all) in data.Splits())
        {
            (int[] Train, int[] Test)[] parts = onePart ? all[..1] : all;
            foreach (DosRepresentation representation in representations)
            {
                foreach (EnergyReference reference in Enum.GetValues<EnergyReference>())
                {
                    Row(data, split, parts, new DosTrainingOptions
                    {
                        Regressor = regressor,
                        Representation = representation,
                        Reference = reference,
                        FoldsByFamily = split != "random",
                    });
                }
            }
        }
    }

    private static void Row(
        DosStudyData data,
        string split,
        (int[] Train, int[] Test)[] parts,
        DosTrainingOptions options)
    {
        long start = Stopwatch.GetTimestamp();
        List<DosScore> scores = [];
        List<DosTarget> targets = [];
        foreach ((int[] train, int[] test) in parts)
        {
            DosStudyData learned = data.Select(train), held = data.Select(test);
            DosRegression model = DosTrainer
                .Train(learned.Targets, learned.Environments, options, Threads).Regression;
            Matrix<double>[] predicted = model.Predict(held.Environments, Threads);
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
        double Rms(Func<DosScore, double> of) =>
            Math.Sqrt(scores.Average(score => of(score) * of(score)));
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
