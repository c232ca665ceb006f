using System.Globalization;
using System.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Benchmarks;

/// <summary>
/// Dense products and Hermitian eigenproblems on one thread, managed code and OpenBLAS in turns so
/// that whatever else the machine does strikes both, and in seconds of the processor, of which a
/// busy machine gives fewer but no shorter ones. Medians of the times and of the ratios turn by
/// turn.
/// </summary>
internal static class GemmComparison
{
    public static void Run(string[] arguments)
    {
        string library = BlasLibrary.Found.Version ?? BlasLibrary.Found.Absence!;
        Console.WriteLine($".NET {Environment.Version}, {SimdWidths.Widest}, {library}");
        Console.WriteLine();
        Console.WriteLine(
            "| product | turns | own GFLOP/s | OpenBLAS GFLOP/s | speed, own / OpenBLAS |");
        Console.WriteLine("|---|---|---|---|---|");
        Product<float>(512, 200);
        Product<float>(1024, 60);
        Product<float>(2048, 12);
        Product<double>(512, 100);
        Product<double>(1024, 30);
        Product<double>(2048, 8);
        Product<Complex>(512, 40);
        Product<Complex>(1024, 10);
        Console.WriteLine();
        Console.WriteLine("| n = 500 | turns | own ms | OpenBLAS ms | time, own / OpenBLAS |");
        Console.WriteLine("|---|---|---|---|---|");
        Matrix<Complex> a = Random<Complex>(500, 500, 1);
        Matrix<double> real = Random<double>(500, 500, 2), overlap = Matrix<double>.Identity(500);
        Eigenproblem("Hermitian, vectors", 15, () => HermitianEigenproblem.Solve(a));
        Eigenproblem("Hermitian, values", 15, () => HermitianEigenproblem.Solve(a, vectors: false));
        Eigenproblem("symmetric, vectors", 25, () => HermitianEigenproblem.Solve(real));
        Eigenproblem("generalised, vectors", 25, () => HermitianEigenproblem.Solve(real, overlap));
    }

    private static void Product<T>(int order, int turns)
        where T : unmanaged, INumberBase<T>
    {
        Matrix<T> a = Random<T>(order, order, 1), b = Random<T>(order, order, 2);
        var c = new Matrix<T>(order, order);
        double operations = (typeof(T) == typeof(Complex) ? 8e-9 : 2e-9) * order * order * order;
        (double own, double other, double ratio) =
            Turns(turns, () => MatrixProduct.Multiply(a.View(), b.View(), c.Values, order));
        string name = $"{typeof(T).Name} {order}³";
        Report(name, turns, operations / own, operations / other, 1 / ratio);
    }

    private static void Eigenproblem(string name, int turns, Action solve)
    {
        (double own, double other, double ratio) = Turns(turns, solve);
        Report(name, turns, 1e3 * own, 1e3 * other, ratio);
    }

    private static void Report(string name, int turns, double own, double other, double ratio) =>
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {turns} | {own:F1} | {other:F1} | {ratio:F2} |"));

    /// <summary>Medians of the seconds of both, and of own / other.</summary>
    private static (double Own, double Other, double Ratio) Turns(int turns, Action work)
    {
        double[] own = new double[turns], other = new double[turns], ratios = new double[turns];
        const int Warming = 3;
        for (int turn = -Warming; turn < turns; turn++)
        {
            double first = Seconds(BlasBackend.Managed, work);
            double second = Seconds(BlasBackend.OpenBlas, work);
            if (turn >= 0)
            {
                (own[turn], other[turn], ratios[turn]) = (first, second, first / second);
            }
        }

        return (Median(own), Median(other), Median(ratios));
    }

    private static double Seconds(BlasBackend backend, Action work)
    {
        using IDisposable _ = BlasLibrary.Use(backend);
        TimeSpan start = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - start).TotalSeconds;
    }

    private static double Median(double[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }

    private static Matrix<T> Random<T>(int rows, int columns, int seed)
        where T : unmanaged, INumberBase<T>
    {
        var random = new Random(seed);
        var matrix = new Matrix<T>(rows, columns);
        foreach (ref T value in matrix.Values)
        {
            double real = random.NextDouble() - 0.5;
            value = typeof(T) == typeof(Complex)
                ? (T)(object)new Complex(real, random.NextDouble() - 0.5)
                : T.CreateTruncating(real);
        }

        return matrix;
    }
}
