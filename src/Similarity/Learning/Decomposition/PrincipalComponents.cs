using System.Collections.Immutable;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning.Decomposition;

/// <summary>
/// Orthonormal directions along which vectors vary most (K. Pearson, Phil. Mag. 2, 559 (1901)):
/// C v = λ v for the covariance C = Σ (x − x̄)(x − x̄)ᵀ / (n − 1), by falling variance λ. The entry
/// of v largest in magnitude, the first of several, is positive.
/// </summary>
public sealed class PrincipalComponents
{
    /// <summary>
    /// Variances below this part of the largest are rounding: an eigenvalue is known to some ε λ₁.
    /// </summary>
    private const double LeastVariance = 1e-11;

    private readonly double[] mean;
    private readonly Matrix<double> directions;

    private PrincipalComponents(
        double[] mean,
        Matrix<double> directions,
        ImmutableArray<double> variances,
        double totalVariance)
    {
        this.mean = mean;
        this.directions = directions;
        Variances = variances;
        TotalVariance = totalVariance;
    }

    /// <summary>
    /// Number of components; fewer than asked for where the vectors span no more.
    /// </summary>
    public int Count => directions.Rows;

    /// <summary>x̄.</summary>
    public ReadOnlySpan<double> Mean => mean;

    /// <summary>λ of each component.</summary>
    public ImmutableArray<double> Variances { get; }

    /// <summary>The trace of C: the sum of all variances, of components left out too.</summary>
    public double TotalVariance { get; }

    internal Matrix<double> Directions => directions;

    /// <summary>v, of unit length.</summary>
    public ReadOnlySpan<double> Direction(int component) => directions.Row(component);

    /// <summary>The part of the total variance along a component.</summary>
    public double VarianceRatio(int component) => Variances[component] / TotalVariance;

    /// <param name="samples">One vector in each row, at least two of them.</param>
    /// <param name="count">The most components to keep.</param>
    public static PrincipalComponents Of(Matrix<double> samples, int count, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples.Rows, 2, nameof(samples));
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        double[] mean = MeanOf(samples);
        Matrix<double> x = Centred(samples, mean);

        // XᵀX and XXᵀ have the same eigenvalues; with XXᵀ u = λ u, Xᵀu is the direction.
        bool byFeatures = x.Columns <= x.Rows;
        Matrix<double> square = byFeatures
            ? MatrixProduct.Multiply(x.View().Transpose, x.View(), threads)
            : MatrixProduct.Multiply(x.View(), x.View().Transpose, threads);
        double trace = Enumerable.Range(0, square.Rows).Sum(i => square[i, i]);
        Eigensystem<double> system = HermitianEigenproblem.Solve(square, threads: threads);
        int order = square.Rows;
        double least = LeastVariance * Math.Max(0, order == 0 ? 0 : system.Values[order - 1]);
        int kept = 0;
        while (kept < Math.Min(count, order) && system.Values[order - 1 - kept] > least)
        {
            kept++;
        }

        var vectors = new Matrix<double>(kept, order);
        double[] variances = new double[kept];
        for (int c = 0; c < kept; c++)
        {
            variances[c] = system.Values[order - 1 - c] / (x.Rows - 1);
            for (int i = 0; i < order; i++)
            {
                vectors[c, i] = system.Vectors![i, order - 1 - c];
            }
        }

        Matrix<double> directions = byFeatures
            ? vectors
            : MatrixProduct.Multiply(vectors.View(), x.View(), threads);
        Orthonormalize(directions);
        return new PrincipalComponents(
            mean, directions, [.. variances], trace / (x.Rows - 1));
    }

    /// <param name="directions">Orthonormal but for rounding; owned from here on.</param>
    internal static PrincipalComponents OfDirections(
        double[] mean, Matrix<double> directions, double[] variances, double totalVariance)
    {
        int kept = 0;
        while (kept < variances.Length && variances[kept] > LeastVariance * variances[0])
        {
            kept++;
        }

        Matrix<double> leading = directions.View().Window(0, 0, kept, directions.Columns).ToMatrix();
        Orthonormalize(leading);
        return new PrincipalComponents(mean, leading, [.. variances[..kept]], totalVariance);
    }

    /// <summary>Coordinates v·(x − x̄), one row for each vector.</summary>
    public Matrix<double> Scores(Matrix<double> samples, int threads = 1)
    {
        if (samples.Columns != mean.Length)
        {
            throw new ArgumentException(
                $"vectors of {samples.Columns} numbers; the components have {mean.Length}",
                nameof(samples));
        }

        return MatrixProduct.Multiply(
            Centred(samples, mean).View(), directions.View().Transpose, threads);
    }

    private static double[] MeanOf(Matrix<double> samples)
    {
        double[] mean = new double[samples.Columns];
        for (int i = 0; i < samples.Rows; i++)
        {
            for (int j = 0; j < mean.Length; j++)
            {
                mean[j] += samples[i, j] / samples.Rows;
            }
        }

        return mean;
    }

    private static Matrix<double> Centred(Matrix<double> samples, double[] mean)
    {
        Matrix<double> centred = samples.Copy();
        for (int i = 0; i < centred.Rows; i++)
        {
            Span<double> row = centred.Row(i);
            for (int j = 0; j < row.Length; j++)
            {
                row[j] -= mean[j];
            }
        }

        return centred;
    }

    /// <summary>
    /// Gram–Schmidt, twice: directions of small variance come out of XXᵀ with errors of ε λ₁/λ.
    /// </summary>
    private static void Orthonormalize(Matrix<double> rows)
    {
        for (int c = 0; c < rows.Rows; c++)
        {
            Span<double> row = rows.Row(c);
            for (int round = 0; round < 2; round++)
            {
                for (int before = 0; before < c; before++)
                {
                    ReadOnlySpan<double> other = rows.Row(before);
                    double overlap = Dot(row, other);
                    for (int j = 0; j < row.Length; j++)
                    {
                        row[j] -= overlap * other[j];
                    }
                }

                Divide(row, Math.Sqrt(Dot(row, row)));
            }

            EigenvectorSign.Fix(row);
        }
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static void Divide(Span<double> values, double divisor)
    {
        foreach (ref double value in values)
        {
            value /= divisor;
        }
    }
}
