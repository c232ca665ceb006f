using System.Diagnostics;
using System.Globalization;
using Similarity.Learning.BayesianNetworks;
using Similarity.Numerics;
using Similarity.Numerics.Hardware;

namespace Similarity.Benchmarks;

/// <summary>
/// Draws from a Bayesian network asked of rows, on a device and on the processor, and how far apart
/// they are. Arguments: --rows N, --width N, --draws N, --repeat N, --interface cuda|opencl. Prints
/// a page in Markdown.
/// </summary>
internal static class NetworkDeviceBenchmark
{
    private const int Inputs = 47;

    public static void Run(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        int rows = Number(arguments, "--rows", 1 << 17), width = Number(arguments, "--width", 64);
        int count = Number(arguments, "--draws", 30), repeat = Number(arguments, "--repeat", 5);
        NetworkModel model = RandomModel(new NetworkShape(Inputs, width, 1, 2));
        using DeviceDraws device = GpuChoice.Open(
            GpuChoice.Rank(GpuDiscovery.Find()),
            Text(arguments, "--interface"),
            found =>
            {
                Write($".NET {Environment.Version}, {Environment.ProcessorCount} processors; "
                    + $"{found.Interface} {found.Name}, {found.MemoryBytes >> 20} MiB, "
                    + (found.Kind == "GPU"
                        ? "a GPU"
                        : "THE PROCESSOR BEHIND THE INTERFACE, NO GPU"));
                return DeviceDraws.Of(model, count, 1, found);
            });
        var processor = NetworkDraws.Of(model, count, 1);
        var random = new RandomStream(2);
        double[] asked =
            [.. Enumerable.Range(0, rows * Inputs).Select(_ => random.Normal())];
        double[][] own = Buffers(rows), other = Buffers(rows);
        Write($"{rows} rows of {Inputs} numbers, {count} draws from {model.Shape.Parameters} "
            + $"weights ({width} units a layer); best of {repeat}.");
        Write("");
        Write("| what | seconds | rate |");
        Write("| --- | ---: | ---: |");
        double operations = (double)processor.ProductOperations * rows;
        Row("processor, one thread", repeat, operations, () =>
            processor.Predict(asked, rows, own[0], own[1], own[2], threads: 1));
        Row(device.Description, repeat, operations, () =>
            device.Predict(asked, rows, other[0], other[1], other[2], threads: 1));
        Write("");
        double unit = model.TargetDeviation;
        Write($"Largest differences, in deviations of the targets: densities "
            + $"{Largest(rows, i => own[0][i] - other[0][i]) / unit:E1}, epistemic deviations "
            + $"{Largest(rows, i => Math.Sqrt(own[2][i]) - Math.Sqrt(other[2][i])) / unit:E1}, "
            + "aleatoric deviations, relatively, "
            + $"{Largest(rows, i => 1 - Math.Sqrt(other[1][i] / own[1][i])):E1}.");
    }

    private static double[][] Buffers(int rows) =>
        [new double[rows], new double[rows], new double[rows]];

    private static double Largest(int rows, Func<int, double> difference) =>
        Enumerable.Range(0, rows).Max(i => Math.Abs(difference(i)));

    private static NetworkModel RandomModel(NetworkShape shape)
    {
        var random = new RandomStream(1);
        double spread = 1 / Math.Sqrt(shape.Width);
        double[] means = new double[shape.Parameters], rhos = new double[shape.Parameters];
        Array.Fill(rhos, -4);
        for (int i = 0; i < means.Length; i++)
        {
            means[i] = spread * random.Normal();
        }

        double[] ones = new double[shape.Inputs];
        Array.Fill(ones, 1);
        return new NetworkModel(
            shape,
            new RowScaling(new double[shape.Inputs], ones),
            0,
            1,
            [new GaussianWeights(means, rhos)]);
    }

    private static void Row(string what, int repeat, double operations, Action action)
    {
        action();
        double best = double.PositiveInfinity;
        for (int i = 0; i < repeat; i++)
        {
            long start = Stopwatch.GetTimestamp();
            action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        Write($"| {what} | {best:F4} | {operations / best / 1e9:F1} GFLOP/s |");
    }

    private static string? Text(string[] arguments, string name)
    {
        int place = Array.IndexOf(arguments, name);
        return place < 0 ? null : arguments.ElementAtOrDefault(place + 1)
            ?? throw new ArgumentException($"{name}: expected a value");
    }

    private static int Number(string[] arguments, string name, int otherwise) =>
        Text(arguments, name) is { } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : otherwise;

    private static void Write(string line) => Console.WriteLine(line);
}
