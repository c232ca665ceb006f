using System.Diagnostics;
using System.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Benchmarks;

/// <summary>Dense products and eigenproblems, own code and OpenBLAS in turns.</summary>
internal static class GemmComparison
{
    public static void Run(string[] arguments)
    {
        Product<float>(512, 100);
        Product<float>(1024, 30);
        Product<double>(1024, 16);
    }

    private static void Product<T>(int order, int rounds)
        where T : unmanaged, INumberBase<T>
    {
        var random = new Random(1);
        var a = new Matrix<T>(order, order);
        var b = new Matrix<T>(order, order);
        var c = new Matrix<T>(order, order);
        foreach (ref T x in a.Values)
        {
            x = T.CreateTruncating(random.NextDouble());
        }

        foreach (ref T x in b.Values)
        {
            x = T.CreateTruncating(random.NextDouble());
        }

        (double own, double other, double ratio) = Turns(
            rounds,
            () => MatrixProduct.Multiply(a.View(), b.View(), c.Values, order),
            () => MatrixProduct.Multiply(a.View(), b.View(), c.Values, order));
        double flops = 2e-9 * order * order * order;
        Console.WriteLine($"{typeof(T).Name} {order}: own {flops / own:F1} OpenBLAS {flops / other:F1} GFLOP/s ratio {ratio:F2}");
    }

    private static (double Own, double Other, double Ratio) Turns(int rounds, Action own, Action other)
    {
        var times = new double[2, rounds];
        for (int r = -3; r < rounds; r++)
        {
            for (int who = 0; who < 2; who++)
            {
                using IDisposable _ = BlasLibrary.Use(who == 0 ? BlasBackend.Managed : BlasBackend.OpenBlas);
                long start = Stopwatch.GetTimestamp();
                (who == 0 ? own : other)();
                times[who, Math.Max(r, 0)] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
        }

        double[] mine = [.. Enumerable.Range(0, rounds).Select(r => times[0, r]).Order()];
        double[] theirs = [.. Enumerable.Range(0, rounds).Select(r => times[1, r]).Order()];
        double[] ratios = [.. Enumerable.Range(0, rounds).Select(r => times[1, r] / times[0, r]).Order()];
        return (mine[rounds / 2], theirs[rounds / 2], ratios[rounds / 2]);
    }
}
