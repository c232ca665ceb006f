using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.Json;
using Similarity.Learning;
using Similarity.Learning.Forests;
using Similarity.Learning.Validation;
using Similarity.Numerics;
using Similarity.Screening;

namespace Similarity.Benchmarks;

/// <summary>
/// Forests, own and scikit-learn's in turns. Arguments: `speed`, a folder for the data, rows,
/// columns, trees, turns, millions of rows to predict; or `splits`, a folder, trees, repeats.
/// </summary>
internal static class ForestBenchmark
{
    private const string Python = "/usr/bin/python3";
    private const int Asked = 50_000;
    private const int Bins = 66;

    private static readonly double[] TrainSizes = [0.02, 0.1, 0.3];

    public static void Run(string[] arguments)
    {
        int[] numbers =
        [
            .. arguments[2..].Select(word => int.Parse(word, CultureInfo.InvariantCulture)),
        ];
        Directory.CreateDirectory(arguments[1]);
        Console.WriteLine($".NET {Environment.Version}, {Environment.ProcessorCount} processors");
        if (arguments[0] == "speed")
        {
            Speed(arguments[1], numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
        }
        else
        {
            Splits(arguments[1], numbers[0], numbers[1]);
        }
    }

    private static void Speed(
        string folder, int rows, int columns, int trees, int turns, int millions)
    {
        (float[] train, bool[] labels) = Spectra(rows, columns, 1);
        (float[] test, bool[] truth) = Spectra(Asked, columns, 2);
        Write(folder, "train", train, labels);
        Write(folder, "test", test, truth);
        int repeats = millions * 1_000_000 / Asked;
        FeatureMatrix features = FeatureMatrix.OfRows(columns, train);
        for (int turn = 0; turn < turns; turn++)
        {
            Show(Own(features, labels, test, truth, trees, repeats));
            Show(JsonDocument.Parse(Peer(
                "forest_sklearn.py", folder, rows, columns, trees, 2, Asked, repeats).Single())
                .RootElement.Deserialize<Timing>(Json)!);
        }
    }

    private static Timing Own(
        FeatureMatrix features, bool[] labels, float[] test, bool[] truth, int trees, int repeats)
    {
        var learner = new ForestClassifier
        {
            Options = new ForestOptions { Trees = trees, OutOfBag = false },
        };
        (double Clock, double Processor) start = Clocks();
        Forest forest = learner.Fit(new LabelledRows(features, labels), 2).Forest;
        (double Clock, double Processor) fitted = Clocks();
        double[] scores = forest.Mean(test, 2);
        (double Clock, double Processor) begin = Clocks();
        for (int i = 0; i < repeats; i++)
        {
            forest.Mean(test, 2);
        }

        (double Clock, double Processor) end = Clocks();
        return new Timing(
            "own",
            fitted.Clock - start.Clock,
            fitted.Processor - start.Processor,
            end.Clock - begin.Clock,
            end.Processor - begin.Processor,
            RocArea.Of(scores, truth)!.Area,
            Process.GetCurrentProcess().PeakWorkingSet64);
    }

    private static void Splits(string folder, int trees, int repeats)
    {
        string oracle = Path.Combine("tests", "Oracles", "forests");
        using var packed = new GZipStream(
            File.OpenRead(Path.Combine(oracle, "jarvis_spectra.gz")), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        float[] values = [.. bytes.ToArray().Select(value => value / 255f)];
        bool[] labels =
        [
            .. File.ReadAllText(Path.Combine(oracle, "jarvis_labels.txt")).TrimEnd()
                .Select(label => label == '1'),
        ];
        Write(folder, "all", values, labels);
        var all = new LabelledRows(FeatureMatrix.OfRows(Bins, values), labels);
        Console.WriteLine("| learned from | forest | own ROC area | peer's | difference |");
        Console.WriteLine("| ---: | --- | --- | --- | --- |");
        foreach (double size in TrainSizes)
        {
            int train = (int)Math.Round(size * labels.Length);
            List<double> plain = [], balanced = [];
            for (int repeat = 0; repeat < repeats; repeat++)
            {
                Split split = Split.Stratified(
                    labels, train, new RandomStream((ulong)repeat).Child((ulong)train));
                byte[] isLearned = new byte[labels.Length];
                Array.ForEach(split.Train, row => isLearned[row] = 1);
                File.WriteAllBytes(Path.Combine(folder, $"split-{repeat}.u8"), isLearned);
                plain.Add(Area(all, split, ClassBalance.None, trees, repeat));
                balanced.Add(Area(all, split, ClassBalance.Sorep, trees, repeat));
            }

            JsonElement[] peer =
            [
                .. Peer("forest_splits.py", folder, labels.Length, Bins, repeats, trees)
                    .Select(line => JsonDocument.Parse(line).RootElement),
            ];
            Compare(train, "plain", plain, peer);
            Compare(train, "balanced", balanced, peer);
        }
    }

    private static double Area(
        LabelledRows all, Split split, ClassBalance balance, int trees, int repeat)
    {
        ClassificationForest forest = new ForestClassifier
        {
            Options = new ForestOptions
            {
                Trees = trees,
                OutOfBag = false,
                Seed = (ulong)repeat,
            },
            Balance = balance,
        }.Fit(all.Select(split.Train), 2);
        LabelledRows test = all.Select(split.Test);
        return RocArea.Of(forest.Probabilities(test.Features, 2), test.IsPositive.AsSpan())!.Area;
    }

    private static void Compare(
        int train, string name, List<double> own, JsonElement[] peer)
    {
        double[] others = [.. peer.Select(line => line.GetProperty(name).GetDouble())];
        double[] differences = [.. own.Zip(others, (a, b) => a - b)];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {train} | {name} | {own.Average():F4} ± {Spread.Of([.. own]):F4} | "
            + $"{others.Average():F4} ± {Spread.Of(others):F4} | {differences.Average():F4} ± "
            + $"{Spread.Of(differences):F4} |"));
    }

    /// <summary>
    /// Smooth spectra of ten random peaks each with noise; a peak in one window without one in
    /// another makes a conductor, about one in ten.
    /// </summary>
    private static (float[] Values, bool[] Labels) Spectra(int rows, int columns, ulong seed)
    {
        float[] values = new float[rows * columns];
        bool[] labels = new bool[rows];
        var root = new RandomStream(seed);
        Parallel.For(0, rows, row =>
        {
            RandomStream random = root.Child((ulong)row);
            Span<float> own = values.AsSpan(row * columns, columns);
            for (int peak = 0; peak < 10; peak++)
            {
                double centre = random.Uniform(0, columns), height = random.Uniform(0.2, 1);
                double width = columns * random.Uniform(0.005, 0.03);
                for (int i = 0; i < columns; i++)
                {
                    double x = (i - centre) / width;
                    own[i] += x * x < 30 ? (float)(height * Math.Exp(-x * x)) : 0;
                }
            }

            labels[row] = own[columns / 3] > 0.35 && own[columns / 2] < 0.2;
            for (int i = 0; i < columns; i++)
            {
                own[i] += (float)(0.05 * random.Normal());
            }
        });
        return (values, labels);
    }

    private static void Write(string folder, string name, float[] values, bool[] labels)
    {
        using FileStream file = File.Create(Path.Combine(folder, name + ".f32"));
        file.Write(MemoryMarshal.AsBytes<float>(values));
        File.WriteAllBytes(
            Path.Combine(folder, name + ".u8"), [.. labels.Select(l => (byte)(l ? 1 : 0))]);
    }

    private static string[] Peer(string script, string folder, params int[] numbers)
    {
        var start = new ProcessStartInfo(Python) { RedirectStandardOutput = true };
        start.ArgumentList.Add(Path.Combine("benchmarks", "peers", script));
        start.ArgumentList.Add(folder);
        foreach (int number in numbers)
        {
            start.ArgumentList.Add(number.ToString(CultureInfo.InvariantCulture));
        }

        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            : throw new InvalidOperationException($"{script} ended with {process.ExitCode}");
    }

    private static (double Clock, double Processor) Clocks() => (
        Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency,
        Environment.CpuUsage.TotalTime.TotalSeconds);

    private static void Show(Timing timing) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {timing.Name} | {timing.FitSeconds:F1} | {timing.FitProcessor:F1} | "
        + $"{timing.PredictSeconds:F1} | {timing.PredictProcessor:F1} | {timing.Area:F4} | "
        + $"{timing.PeakBytes / 1e6:F0} |"));

    private static readonly JsonSerializerOptions Json =
        new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private sealed record Timing(
        string Name,
        double FitSeconds,
        double FitProcessor,
        double PredictSeconds,
        double PredictProcessor,
        double Area,
        long PeakBytes);
}
