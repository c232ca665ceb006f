using Similarity.Learning.BayesianNetworks;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DensityModels.GridPoint;

/// <summary>
/// Training rows thinned by coverage: in a random order a row is kept when none kept before lies
/// within a radius of it, distances being those of standardised columns. What repeats is dropped,
/// what is rare stays.
/// </summary>
public static class CoverageDraw
{
    private const int BlockRows = 256, Halvings = 12;

    /// <summary>Ascending numbers of the rows kept, all of them at least a radius apart.</summary>
    public static int[] Thin(
        double[] rows, int columns, double radius, RandomStream random, int most = int.MaxValue)
    {
        int count = rows.Length / columns;
        double[] scaled = new double[rows.Length];
        RowScaling.Of(rows, columns).Apply(rows, scaled);
        int[] order = [.. Enumerable.Range(0, count)];
        random.Shuffle(order.AsSpan());
        return Thin(scaled, columns, order, radius, most);
    }

    /// <summary>
    /// About count rows: the radius is found by halving, and what is more than count left out.
    /// </summary>
    public static int[] ThinTo(double[] rows, int columns, int count, RandomStream random)
    {
        int all = rows.Length / columns;
        if (count >= all)
        {
            return [.. Enumerable.Range(0, all)];
        }

        double[] scaled = new double[rows.Length];
        RowScaling.Of(rows, columns).Apply(rows, scaled);
        int[] order = [.. Enumerable.Range(0, all)];
        random.Shuffle(order.AsSpan());
        double low = 0, high = 2 * Math.Sqrt(columns);
        int[] kept = Thin(scaled, columns, order, low, count);
        for (int i = 0; i < Halvings; i++)
        {
            double radius = (low + high) / 2;
            int[] trial = Thin(scaled, columns, order, radius, count);
            (low, high) = trial.Length >= count ? (radius, high) : (low, radius);
            kept = trial.Length >= count ? trial : kept;
        }

        return kept;
    }

    /// <summary>
    /// A block of candidates is compared with what was kept before it by one product, and then
    /// among itself.
    /// </summary>
    private static int[] Thin(double[] scaled, int columns, int[] order, double radius, int most)
    {
        double[] kept = new double[Math.Min(order.Length, most) * columns];
        double[] norms = new double[Math.Min(order.Length, most)];
        var numbers = new List<int>();
        double[] block = new double[BlockRows * columns];
        double[] products = new double[BlockRows * BlockRows];
        bool[] isFree = new bool[BlockRows];
        double square = radius * radius;
        for (int first = 0; first < order.Length && numbers.Count < most; first += BlockRows)
        {
            int some = Math.Min(BlockRows, order.Length - first), before = numbers.Count;
            Array.Fill(isFree, true);
            for (int i = 0; i < some; i++)
            {
                scaled.AsSpan(order[first + i] * columns, columns)
                    .CopyTo(block.AsSpan(i * columns));
            }

            for (int old = 0; old < before; old += BlockRows)
            {
                int olds = Math.Min(BlockRows, before - old);
                MatrixProduct.Multiply(
                    new MatrixView<double>(block, some, columns),
                    new MatrixView<double>(kept.AsSpan(old * columns), olds, columns).Transpose,
                    products,
                    BlockRows);
                for (int i = 0; i < some; i++)
                {
                    double norm = Norm(block.AsSpan(i * columns, columns));
                    for (int j = 0; j < olds && isFree[i]; j++)
                    {
                        isFree[i] =
                            norm + norms[old + j] - 2 * products[i * BlockRows + j] >= square;
                    }
                }
            }

            for (int i = 0; i < some && numbers.Count < most; i++)
            {
                ReadOnlySpan<double> row = block.AsSpan(i * columns, columns);
                for (int j = before; j < numbers.Count && isFree[i]; j++)
                {
                    isFree[i] = Distance(row, kept.AsSpan(j * columns, columns)) >= square;
                }

                if (isFree[i])
                {
                    row.CopyTo(kept.AsSpan(numbers.Count * columns));
                    norms[numbers.Count] = Norm(row);
                    numbers.Add(order[first + i]);
                }
            }
        }

        numbers.Sort();
        return [.. numbers];
    }

    private static double Norm(ReadOnlySpan<double> row)
    {
        double sum = 0;
        foreach (double number in row)
        {
            sum += number * number;
        }

        return sum;
    }

    private static double Distance(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }

        return sum;
    }
}
