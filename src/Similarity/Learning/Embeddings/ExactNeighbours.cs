using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning.Embeddings;

/// <summary>
/// Euclidean neighbours by comparing all pairs: |x − y|² = |x|² + |y|² − 2 x·y as a matrix product
/// picks them, |x − y| itself orders what was picked. Of points equally far the earlier is nearer.
/// </summary>
public static class ExactNeighbours
{
    private const int RowsPerTask = 64;
    private const int ColumnsPerProduct = 2048;

    // Differences of squares lose half the digits; what they confuse is picked with the rest.
    private const int Spare = 2;

    /// <param name="progress">Is told how many items are done, from any thread.</param>
    public static NeighbourLists Of(
        Matrix<double> points,
        int neighbours,
        int threads = 1,
        Action<int>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(neighbours, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(neighbours, points.Rows);
        int n = points.Rows;
        double[] squares = new double[n];
        for (int i = 0; i < n; i++)
        {
            squares[i] = VectorKernels.NormSquared<double>(points.Row(i));
        }

        int[] items = new int[n * neighbours];
        double[] distances = new double[n * neighbours];
        int done = 0;
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = threads,
            CancellationToken = cancellation,
        };
        Parallel.For(0, (n + RowsPerTask - 1) / RowsPerTask, options, task =>
        {
            int first = task * RowsPerTask, count = Math.Min(RowsPerTask, n - first);
            NearestHeap[] heaps = Pick(points, squares, first, count, neighbours + Spare);
            for (int r = 0; r < count; r++)
            {
                Order(points, first + r, heaps[r], items, distances, neighbours);
            }

            progress?.Invoke(Interlocked.Add(ref done, count));
        });
        return new NeighbourLists(n, neighbours, items, distances);
    }

    private static NearestHeap[] Pick(
        Matrix<double> points, double[] squares, int first, int count, int picked)
    {
        int n = points.Rows;
        var heaps = new NearestHeap[count];
        for (int r = 0; r < count; r++)
        {
            heaps[r] = new NearestHeap(Math.Min(picked, n - 1));
        }

        double[] product = new double[count * ColumnsPerProduct];
        MatrixView<double> rows = points.View().Window(first, 0, count, points.Columns);
        for (int start = 0; start < n; start += ColumnsPerProduct)
        {
            int width = Math.Min(ColumnsPerProduct, n - start);
            MatrixProduct.Multiply(
                rows,
                points.View().Window(start, 0, width, points.Columns).Transpose,
                product,
                ColumnsPerProduct);
            for (int r = 0; r < count; r++)
            {
                NearestHeap heap = heaps[r];
                double own = squares[first + r];
                ReadOnlySpan<double> dots = product.AsSpan(r * ColumnsPerProduct, width);
                double worst = heap.Worst;
                for (int c = 0; c < dots.Length; c++)
                {
                    double square = own + squares[start + c] - 2 * dots[c];
                    if (square < worst && start + c != first + r)
                    {
                        heap.Add(square, start + c);
                        worst = heap.Worst;
                    }
                }
            }
        }

        return heaps;
    }

    private static void Order(
        Matrix<double> points,
        int item,
        NearestHeap heap,
        int[] items,
        double[] distances,
        int neighbours)
    {
        (double Distance, int Item)[] picked =
            [.. heap.Items.Select(other => (Distance(points, item, other), other))];
        Array.Sort(picked);
        for (int k = 0; k < neighbours; k++)
        {
            (distances[item * neighbours + k], items[item * neighbours + k]) = picked[k];
        }
    }

    private static double Distance(Matrix<double> points, int i, int j)
    {
        ReadOnlySpan<double> x = points.Row(i), y = points.Row(j);
        double sum = 0;
        for (int c = 0; c < x.Length; c++)
        {
            sum += (x[c] - y[c]) * (x[c] - y[c]);
        }

        return Math.Sqrt(sum);
    }
}
