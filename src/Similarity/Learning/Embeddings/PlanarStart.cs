using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning.Embeddings;

/// <summary>Where the points of a map begin.</summary>
public static class PlanarStart
{
    // Steps of the power iteration, and vectors iterated beside the two wanted.
    private const int SpectralSteps = 200;
    private const int Guard = 3;

    /// <summary>
    /// Without vectors, from neighbours alone: the eigenvectors after the first of
    /// D^(−1/2) W D^(−1/2), W the fuzzy weights of UMAP, D their sums (M. Belkin, P. Niyogi, Neural
    /// Comput. 15, 1373 (2003)), as near as 200 steps of subspace iteration come.
    /// </summary>
    public static Matrix<double> Spectral(
        NeighbourLists lists,
        ulong seed = 1,
        int threads = 1,
        CancellationToken cancellation = default)
    {
        EdgeWeights edges = FuzzyNeighbours.Of(lists);
        int n = lists.Count;
        double[] roots = new double[n];
        for (int i = 0; i < n; i++)
        {
            foreach (double weight in edges.Weights(i))
            {
                roots[i] += weight;
            }

            roots[i] = Math.Sqrt(roots[i]);
        }

        // The first eigenvector is known: √D. The others are kept orthogonal to it.
        int vectors = Math.Min(n, 3 + Guard);
        var random = new RandomStream(seed);
        var q = new Matrix<double>(vectors, n);
        roots.CopyTo(q.Row(0));
        foreach (ref double value in q.Values[n..])
        {
            value = random.Normal();
        }

        Orthonormalize(q);
        var next = new Matrix<double>(vectors, n);
        var parallel = new ParallelOptions
        {
            MaxDegreeOfParallelism = threads,
            CancellationToken = cancellation,
        };
        for (int step = 0; step < SpectralSteps; step++)
        {
            // (1 + A)/2 has no negative eigenvalue, so the largest are those of A.
            Parallel.For(1, vectors, parallel, v => Step(edges, roots, q.Row(v), next.Row(v)));
            roots.CopyTo(next.Row(0));
            (q, next) = (next, q);
            Orthonormalize(q);
        }

        var start = new Matrix<double>(n, 2);
        for (int v = 1; v < Math.Min(3, vectors); v++)
        {
            for (int i = 0; i < n; i++)
            {
                start[i, v - 1] = q[v, i] / Math.Max(roots[i], double.Epsilon);
            }
        }

        return start;
    }

    internal static void Require(Matrix<double> start, int count)
    {
        if (start.Rows != count || start.Columns != 2)
        {
            throw new ArgumentException(
                $"a start of {start.Rows} × {start.Columns} numbers; {count} items need "
                + $"{count} × 2",
                nameof(start));
        }
    }

    /// <summary>
    /// The start about its mean with its largest number <paramref name="size"/>, and normal noise
    /// that parts what coincides.
    /// </summary>
    internal static Matrix<double> Scaled(
        Matrix<double> start, double size, double noise, RandomStream random)
    {
        double mean0 = 0, mean1 = 0, largest = 0;
        for (int i = 0; i < start.Rows; i++)
        {
            mean0 += start[i, 0] / start.Rows;
            mean1 += start[i, 1] / start.Rows;
        }

        for (int i = 0; i < start.Rows; i++)
        {
            largest = Math.Max(largest, Math.Abs(start[i, 0] - mean0));
            largest = Math.Max(largest, Math.Abs(start[i, 1] - mean1));
        }

        double factor = largest > 0 ? size / largest : 0;
        var scaled = new Matrix<double>(start.Rows, 2);
        for (int i = 0; i < start.Rows; i++)
        {
            scaled[i, 0] = factor * (start[i, 0] - mean0) + noise * random.Normal();
            scaled[i, 1] = factor * (start[i, 1] - mean1) + noise * random.Normal();
        }

        return scaled;
    }

    private static void Step(
        EdgeWeights edges, double[] roots, ReadOnlySpan<double> from, Span<double> to)
    {
        for (int i = 0; i < roots.Length; i++)
        {
            ReadOnlySpan<int> columns = edges.Columns(i);
            ReadOnlySpan<double> weights = edges.Weights(i);
            double sum = 0;
            for (int e = 0; e < columns.Length; e++)
            {
                sum += weights[e] * from[columns[e]] / (roots[i] * roots[columns[e]]);
            }

            to[i] = 0.5 * (from[i] + sum);
        }
    }

    private static void Orthonormalize(Matrix<double> rows)
    {
        for (int v = 0; v < rows.Rows; v++)
        {
            Span<double> row = rows.Row(v);
            for (int before = 0; before < v; before++)
            {
                double overlap = VectorKernels.Dot<double>(rows.Row(before), row);
                VectorKernels.AddScaled(-overlap, rows.Row(before), row);
            }

            double norm = Math.Sqrt(VectorKernels.NormSquared<double>(row));
            foreach (ref double value in row)
            {
                value = norm > 0 ? value / norm : 0;
            }
        }
    }
}
