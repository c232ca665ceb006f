using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning.Decomposition;

/// <summary>
/// The first principal components of many vectors of single precision, without a copy of them in
/// double precision: of up to 1,024 features from the covariance, summed block by block; of more by
/// subspace iteration from random directions (N. Halko, P. G. Martinsson, J. A. Tropp, SIAM Rev.
/// 53, 217 (2011)) until the variances change by less than 10⁻¹⁰ of the largest.
/// </summary>
public static class LeadingComponents
{
    /// <summary>Of some thousand numbers each they stay in the cache of a core.</summary>
    private const int RowsPerBlock = 256;
    private const int Oversampling = 10;
    private const int MostSteps = 300;
    private const double Converged = 1e-10;

    /// <summary>How wide a covariance is formed and solved.</summary>
    internal const int WidestCovariance = 1024;

    /// <param name="samples">At least two rows of finite numbers.</param>
    /// <param name="count">The most components to keep.</param>
    public static PrincipalComponents Of(
        Matrix<float> samples,
        int count,
        int threads = 1,
        CancellationToken cancellation = default) =>
        Of(samples, count, WidestCovariance, threads, cancellation);

    internal static PrincipalComponents Of(
        Matrix<float> samples,
        int count,
        int widest,
        int threads,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples.Rows, 2, nameof(samples));
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        double[] mean = MeanOf(samples);
        if (Math.Min(samples.Rows, samples.Columns) <= count + Oversampling)
        {
            return PrincipalComponents.Of(InDouble(samples), count, threads);
        }

        return samples.Columns <= widest
            ? OfCovariance(samples, mean, count, threads, cancellation)
            : OfSubspace(samples, mean, count, threads, cancellation);
    }

    /// <summary>Coordinates v·(x − x̄), one row for each vector.</summary>
    public static Matrix<double> Scores(
        PrincipalComponents components, Matrix<float> samples, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(
            components.Mean.Length, samples.Columns, nameof(samples));
        var scores = new Matrix<double>(samples.Rows, components.Count);
        double[] mean = components.Mean.ToArray();
        foreach ((int first, Matrix<double> block) in Blocks(samples, mean))
        {
            Matrix<double> part = MatrixProduct.Multiply(
                block.View(), components.Directions.View().Transpose, threads);
            part.Values.CopyTo(scores.Values[(first * scores.Columns)..]);
        }

        return scores;
    }

    public static Matrix<double> InDouble(Matrix<float> samples)
    {
        var copy = new Matrix<double>(samples.Rows, samples.Columns);
        Span<double> to = copy.Values;
        ReadOnlySpan<float> from = samples.Values;
        for (int i = 0; i < from.Length; i++)
        {
            to[i] = from[i];
        }

        return copy;
    }

    private static PrincipalComponents OfCovariance(
        Matrix<float> samples,
        double[] mean,
        int count,
        int threads,
        CancellationToken cancellation)
    {
        var covariance = new Matrix<double>(samples.Columns, samples.Columns);
        double scale = 1.0 / (samples.Rows - 1);
        foreach ((_, Matrix<double> block) in Blocks(samples, mean))
        {
            cancellation.ThrowIfCancellationRequested();
            MatrixProduct.Add(
                scale,
                block.View().Transpose,
                block.View(),
                covariance.Values,
                covariance.Columns,
                threads);
        }

        double trace = Enumerable.Range(0, covariance.Rows).Sum(i => covariance[i, i]);
        Eigensystem<double> system = HermitianEigenproblem.Solve(covariance, threads: threads);
        return Kept(system, Matrix<double>.Identity(covariance.Rows), count, mean, trace, threads);
    }

    private static PrincipalComponents OfSubspace(
        Matrix<float> samples,
        double[] mean,
        int count,
        int threads,
        CancellationToken cancellation)
    {
        int width = Math.Min(count + Oversampling, samples.Columns);
        var random = new RandomStream(1);
        var start = new Matrix<double>(samples.Columns, width);
        foreach (ref double value in start.Values)
        {
            value = random.Normal();
        }

        Matrix<double> basis = QrFactorization<double>.Factor(start, threads).Orthonormal(threads);
        double[] before = new double[count];
        for (int step = 0; ; step++)
        {
            Matrix<double> image =
                Image(samples, mean, basis, threads, out double trace, cancellation);
            Matrix<double> small =
                MatrixProduct.Multiply(basis.View().Transpose, image.View(), threads);
            Eigensystem<double> system = HermitianEigenproblem.Solve(small);
            double[] now =
                [.. Enumerable.Range(1, count).Select(c => system.Values[width - c])];
            double change = now.Zip(before, (a, b) => Math.Abs(a - b)).Max();
            if (change <= Converged * now[0] || step == MostSteps)
            {
                return Kept(system, basis.Transpose(), count, mean, trace, threads);
            }

            before = now;
            basis = QrFactorization<double>.Factor(image, threads).Orthonormal(threads);
        }
    }

    /// <summary>C Q for the covariance C; its trace beside.</summary>
    private static Matrix<double> Image(
        Matrix<float> samples,
        double[] mean,
        Matrix<double> basis,
        int threads,
        out double trace,
        CancellationToken cancellation)
    {
        var image = new Matrix<double>(basis.Rows, basis.Columns);
        double squares = 0, scale = 1.0 / (samples.Rows - 1);
        foreach ((_, Matrix<double> block) in Blocks(samples, mean))
        {
            cancellation.ThrowIfCancellationRequested();
            squares += VectorKernels.NormSquared<double>(block.Values);
            Matrix<double> projected =
                MatrixProduct.Multiply(block.View(), basis.View(), threads);
            MatrixProduct.Add(
                scale,
                block.View().Transpose,
                projected.View(),
                image.Values,
                image.Columns,
                threads);
        }

        trace = scale * squares;
        return image;
    }

    /// <param name="basis">Orthonormal rows that the eigenvectors are coordinates in.</param>
    private static PrincipalComponents Kept(
        Eigensystem<double> system,
        Matrix<double> basis,
        int count,
        double[] mean,
        double trace,
        int threads)
    {
        int order = system.Values.Length;
        var vectors = new Matrix<double>(count, order);
        double[] variances = new double[count];
        for (int c = 0; c < count; c++)
        {
            variances[c] = system.Values[order - 1 - c];
            for (int i = 0; i < order; i++)
            {
                vectors[c, i] = system.Vectors![i, order - 1 - c];
            }
        }

        return PrincipalComponents.OfDirections(
            mean,
            MatrixProduct.Multiply(vectors.View(), basis.View(), threads),
            variances,
            trace);
    }

    private static double[] MeanOf(Matrix<float> samples)
    {
        double[] sum = new double[samples.Columns];
        for (int i = 0; i < samples.Rows; i++)
        {
            ReadOnlySpan<float> row = samples.Row(i);
            for (int j = 0; j < sum.Length; j++)
            {
                sum[j] += row[j];
            }
        }

        return [.. sum.Select(value => value / samples.Rows)];
    }

    /// <summary>
    /// Rows less the mean, in double precision, some at a time; each block takes the place of the
    /// one before.
    /// </summary>
    private static IEnumerable<(int First, Matrix<double> Block)> Blocks(
        Matrix<float> samples, double[] mean)
    {
        var block = new Matrix<double>(Math.Min(RowsPerBlock, samples.Rows), samples.Columns);
        for (int first = 0; first < samples.Rows; first += RowsPerBlock)
        {
            int count = Math.Min(RowsPerBlock, samples.Rows - first);
            if (count < block.Rows)
            {
                block = new Matrix<double>(count, samples.Columns);
            }

            for (int i = 0; i < block.Rows; i++)
            {
                ReadOnlySpan<float> from = samples.Row(first + i);
                Span<double> to = block.Row(i);
                for (int j = 0; j < to.Length; j++)
                {
                    to[j] = from[j] - mean[j];
                }
            }

            yield return (first, block);
        }
    }
}
