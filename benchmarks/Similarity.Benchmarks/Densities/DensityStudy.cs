using System.Diagnostics;
using System.Globalization;
using Similarity.Crystals;
using Similarity.DensityModels.AtomCentred.Fitting;
using Similarity.DensityModels.AtomCentred.Training;
using Similarity.Formats;
using Similarity.Numerics;

namespace Similarity.Benchmarks.Densities;

/// <summary>
/// How well densities are learned: `density curves`, `solver`, `organics`, `cost`, `memory`, each
/// with the folder of shipped data; rows of the tables in results/density.md, as they are ready.
/// </summary>
internal static class DensityStudy
{
    private const double Debye = PhysicalConstants.ElectronBohrInDebye;

    private static readonly Stopwatch Clock = Stopwatch.StartNew();

    public static void Run(string[] arguments)
    {
        if (arguments is not [var part, var data, .. var rest])
        {
            throw new ArgumentException("expected a part and the folder database/density");
        }

        switch (part)
        {
            case "curves":
                Curves(Read(data, "water-pbe"), rest);
                break;
            case "solver":
                Solver(Read(data, "water-pbe"));
                break;
            case "organics":
                OrganicsStudy.Run(
                    Read(data, "organics-pbe"),
                    rest is ["groups", ..],
                    rest is [_, var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 5,
                    Write);
                break;
            case "cost":
                Cost(rest[0], rest[1]);
                break;
            case "memory":
                Memory(Read(data, "water-pbe"));
                break;
            case "model":
                Model(Read(data, "water-pbe"), rest[0]);
                break;
            default:
                throw new ArgumentException($"no part is called {part}");
        }
    }

    private static DensitySet Read(string data, string name) =>
        DensitySet.Read(new FileSource(Path.Combine(data, name + ".jsonl.gz")));

    /// <summary>
    /// Per group of training structures and size: tests on unseen ones of the same groups, on
    /// trimers and on tetramers.
    /// </summary>
    private static void Curves(DensitySet set, string[] sizes)
    {
        const int Tests = 60;
        Write("| learned from | η | group | n | base % | L2 % | L1 % | dipole mD | E mHa/atom |");
        foreach (string word in sizes)
        {
            // groups:size:split, as mono+dim:110:1.
            string[] parts = word.Split(':');
            string[] groups = parts[0].Split('+');
            DensitySample[] pool =
                [.. set.Samples.Where(sample => groups.Contains(sample.Group))];
            new RandomStream(ulong.Parse(parts[2], CultureInfo.InvariantCulture))
                .Shuffle<DensitySample>(pool);
            int size = Math.Min(
                int.Parse(parts[1], CultureInfo.InvariantCulture), pool.Length - Tests);
            TrainedDensity trained = new DensityTrainer(
                new DensityTrainerOptions
                {
                    Environments = Math.Min(150, Math.Max(30, size)),
                    Solver = new() { Tolerance = 1e-5, MostIterations = 600 },
                    Regularisations = [1e-4, 1e-5, 1e-6, 1e-7],
                },
                threads: 2,
                line => Console.Error.WriteLine(line)).Train(set, pool[^size..]);
            IEnumerable<DensitySample> tests = pool[..Tests].Concat(set.Samples.Where(sample =>
                sample.Group is "tri" or "tet" && !groups.Contains(sample.Group)));
            Report($"{parts[0]} {size} split {parts[2]}", trained.Model, tests);
        }
    }

    private static void Report(
        string name, DensityModel model, IEnumerable<DensitySample> tests)
    {
        DensityErrors[] errors = [.. tests.Select(
            sample => DensityErrors.Of(model, sample, withAbsolute: true, threads: 2))];
        foreach (var group in errors.GroupBy(each => each.Sample.Group))
        {
            Row(group.Key, [.. group]);
        }

        DensityErrors[] same =
            [.. errors.Where(each => each.Sample.Group is "mono" or "dim")];
        if (same.Select(each => each.Sample.Group).Distinct().Count() > 1)
        {
            Row("mono+dim", same);
        }

        void Row(string group, DensityErrors[] own)
        {
            var sum = SampleError.Sum(own.Select(each => each.Error));
            Write(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {model.Text.Regularisation:0e0} | {group} | {own.Length} "
                + $"| {sum.BasePercent:0.000} | {sum.NormPercent:0.0000} "
                + $"| {own.Average(each => each.AbsolutePercent):0.000} "
                + $"| {1000 * Debye * own.Average(each => each.DipoleError):0} "
                + $"(fit {1000 * Debye * own.Average(each => each.FitDipoleError):0}) "
                + $"| {MilliHartree(own, each => each.ElectrostaticError)} "
                + $"(fit {MilliHartree(own, each => each.FitElectrostaticError)}) |"));
        }
    }

    /// <summary>Mean absolute value per atom; empty where the exact energy is not known.
    /// </summary>
    private static string MilliHartree(
        DensityErrors[] errors, Func<DensityErrors, double?> error) =>
        errors.Average(each => error(each) is double value
            ? 1000 * Math.Abs(value) / each.Sample.Density.Functions.Crystal.Count
            : null)?.ToString("0.000", CultureInfo.InvariantCulture) ?? "unknown";

    /// <summary>Iterations to a residual with and without the preconditioner, and Cholesky.
    /// </summary>
    private static void Solver(DensitySet set)
    {
        FittedDensity[] densities = [.. set.Samples.Where(sample => sample.Group is "mono" or "dim")
            .Take(32).Select(sample => sample.Density)];
        var options = new DensityTrainerOptions { Environments = 24 };
        KernelFeatures features =
            new DensityTrainer(options, 2).FeaturesOf(set.Basis, densities);
        using var problem = new DensityProblem(
            features, densities, long.MaxValue, Path.GetTempPath(), 2);
        double[] weights = [.. Enumerable.Repeat(1.0, densities.Length)];
        AtomicAverages averages = AtomicAverages.Of(densities);
        double[] diagonal = problem.Diagonal(weights);
        Write($"D = {features.Dimension}");
        foreach (double eta in (double[])[1e-5, 1e-7])
        {
            double[] dense = problem.MinimiseDense(weights, averages, eta);
            foreach (double tolerance in (double[])[1e-3, 1e-5, 1e-7, 1e-10])
            {
                var solver = new SolverOptions { Tolerance = tolerance, MostIterations = 6000 };
                ConjugateSolution with =
                    problem.Minimise(weights, averages, diagonal, eta, solver);
                ConjugateSolution without = problem.Minimise(
                    weights, averages, diagonal, eta, solver, isPreconditioned: false);
                Write(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {eta:0e0} | {tolerance:0e0} | {Shown(with)} | {Shown(without)} "
                    + $"| {Distance(with.Solution, dense):0.0e0} |"));
            }
        }

        static string Shown(ConjugateSolution solution) => string.Create(
            CultureInfo.InvariantCulture,
            $"{(solution.IsConverged ? "" : "> ")}{solution.Iterations}");
    }

    private static double Distance(double[] a, double[] b)
    {
        double difference = 0, norm = 0;
        for (int i = 0; i < a.Length; i++)
        {
            difference = Math.Max(difference, Math.Abs(a[i] - b[i]));
            norm = Math.Max(norm, Math.Abs(b[i]));
        }

        return difference / norm;
    }

    /// <summary>Boxes of water at the density of the liquid, molecules turned at random.</summary>
    private static void Cost(string modelFile, string plot)
    {
        var points = new List<(int, double)>();
        DensityModel model = DensityModelFile.Read(new FileSource(modelFile), 2);
        Write("| molecules | coefficients | seconds, 2 threads | µs per molecule |");
        foreach (int count in (int[])[32, 64, 128, 256, 512, 1000, 2048, 4096])
        {
            Crystal box = WaterBox.Of(count, seed: 3);
            if (count == 32)
            {
                model.Predict(box, threads: 2);
            }

            long start = Stopwatch.GetTimestamp();
            FittedDensity density = model.Predict(box, threads: 2).Density;
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            Write(string.Create(
                CultureInfo.InvariantCulture,
                $"| {count} | {density.Coefficients.Length} | {seconds:0.00} "
                + $"| {1e6 * seconds / count:0} |"));
            points.Add((count, seconds));
        }

        File.WriteAllText(plot, CostPlot.Of(points));
    }

    /// <summary>The same model with features in memory and streamed from disk.</summary>
    private static void Memory(DensitySet set)
    {
        DensitySample[] samples =
            [.. set.Samples.Where(sample => sample.Group is "mono" or "dim").Take(200)];
        double[]? first = null;
        foreach (long limit in (long[])[long.MaxValue, 16L << 20])
        {
            var options = new DensityTrainerOptions
            {
                Environments = 100,
                Regularisations = [1e-6],
                Memory = limit,
                Solver = new() { Tolerance = 1e-4 },
            };
            long start = Stopwatch.GetTimestamp();
            TrainedDensity trained = new DensityTrainer(options, 2).Train(set, samples);
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            double[] own = trained.Model.Predict(samples[0].Density.Functions.Crystal)
                .Density.Coefficients.ToArray();
            first ??= own;
            using var process = Process.GetCurrentProcess();
            Write(string.Create(
                CultureInfo.InvariantCulture,
                $"limit {limit >> 20} MiB: {trained.Report.OnDisk >> 20} MiB on disk, "
                + $"{trained.Report.Iterations} iterations, {seconds:0} s, peak "
                + $"{process.PeakWorkingSet64 >> 20} MiB, difference {Distance(own, first):0e0}"));
        }
    }

    /// <summary>The shipped model: all structures but every fifth, which test it.</summary>
    private static void Model(DensitySet set, string file)
    {
        DensitySample[] pool = [.. set.Samples];
        new RandomStream(1).Shuffle<DensitySample>(pool);
        DensitySample[] tests = [.. pool.Where((_, index) => index % 5 == 0)];
        var options = new DensityTrainerOptions
        {
            Environments = 150,
            Committee = 4,
            Solver = new() { Tolerance = 1e-5, MostIterations = 1000 },
        };
        TrainedDensity trained = new DensityTrainer(
            options, 2, line => Console.Error.WriteLine(line))
            .Train(set, [.. pool.Where((_, index) => index % 5 != 0)]);
        File.WriteAllBytes(file, DensityModelFile.ToBytes(trained.Model));
        using var process = Process.GetCurrentProcess();
        Write($"peak {process.PeakWorkingSet64 >> 20} MiB, "
            + $"D = {trained.Report.Dimension}, scale {trained.Model.Text.UncertaintyScale}");
        Report("shipped model", trained.Model, tests);
    }

    private static void Write(string line)
    {
        Console.WriteLine(line);
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"[{Clock.Elapsed.TotalSeconds:0} s] {line}"));
    }
}
