using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning.Linear;

/// <summary>
/// Ridge regression with an intercept, W = argmin Σᵢ |yᵢ − ȳ − (zᵢ − z̄) W|² + μ |W|², by
/// [Z ; √μ 1] = Q R, which does not square the condition of Z; μ = λ Σᵢ |zᵢ − z̄|². The factors do
/// not depend on the targets: fitted values are H Y, H = 1/n + Q₁ Q₁ᵀ, Q₁ the upper rows of Q.
/// </summary>
public sealed class RidgeFactorization
{
    private readonly double[] mean;
    private readonly Matrix<double>? basis;
    private readonly QrFactorization<double>? equations;
    private readonly Matrix<double> upper;
    private readonly int unknowns;

    private RidgeFactorization(
        double[] mean,
        Matrix<double>? basis,
        QrFactorization<double>? equations,
        Matrix<double> upper,
        int unknowns)
    {
        this.mean = mean;
        this.basis = basis;
        this.equations = equations;
        this.upper = upper;
        this.unknowns = unknowns;
    }

    /// <summary>The number of rows.</summary>
    public int Rows => upper.Rows;

    /// <param name="lambda">Above 0: the penalty in units of the variance of all features.</param>
    public static RidgeFactorization Of(Matrix<double> rows, double lambda, int threads = 1)
    {
        if (!(lambda > 0) || !double.IsFinite(lambda))
        {
            throw new ArgumentOutOfRangeException(nameof(lambda), lambda, "expected a penalty > 0");
        }

        double[] mean = MeanOf(rows);
        Matrix<double> centred = rows.Copy();
        double variance = 0;
        for (int i = 0; i < centred.Rows; i++)
        {
            VectorKernels.AddScaled<double>(-1, mean, centred.Row(i));
            variance += VectorKernels.NormSquared<double>(centred.Row(i));
        }

        if (variance == 0)
        {
            return new(mean, null, null, new Matrix<double>(rows.Rows, 0), rows.Columns);
        }

        // More features than rows: only their span counts, Zᵀ = B L ᵀ with B orthonormal.
        Matrix<double>? basis = null;
        if (centred.Columns > centred.Rows)
        {
            var span = QrFactorization<double>.Factor(centred.Transpose(), threads);
            basis = span.Orthonormal(threads);
            centred = span.Upper.Transpose();
        }

        int n = centred.Rows, order = centred.Columns;
        var system = new Matrix<double>(n + order, order);
        centred.Values.CopyTo(system.Values);
        double root = Math.Sqrt(lambda * variance);
        for (int i = 0; i < order; i++)
        {
            system[n + i, i] = root;
        }

        var equations = QrFactorization<double>.Factor(system, threads);
        Matrix<double> upper =
            equations.Orthonormal(threads).View().Window(0, 0, n, order).ToMatrix();
        return new(mean, basis, equations, upper, rows.Columns);
    }

    /// <summary>H.</summary>
    public Matrix<double> Smoother(int threads = 1)
    {
        Matrix<double> h = MatrixProduct.Multiply(upper.View(), upper.View().Transpose, threads);
        foreach (ref double value in h.Values)
        {
            value += 1.0 / Rows;
        }

        return h;
    }

    /// <param name="targets">A row for each row factorised; any number of outputs.</param>
    public LinearModel Solve(Matrix<double> targets, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(targets.Rows, Rows);
        double[] average = MeanOf(targets);
        if (equations is null)
        {
            return new LinearModel(new Matrix<double>(unknowns, targets.Columns), average);
        }

        var right = new Matrix<double>(Rows + upper.Columns, targets.Columns);
        targets.Values.CopyTo(right.Values);
        for (int i = 0; i < Rows; i++)
        {
            VectorKernels.AddScaled<double>(-1, average, right.Row(i));
        }

        Matrix<double> weights = equations.SolveLeastSquares(right, threads);
        if (basis is not null)
        {
            weights = MatrixProduct.Multiply(basis.View(), weights.View(), threads);
        }

        for (int j = 0; j < weights.Rows; j++)
        {
            VectorKernels.AddScaled<double>(-mean[j], weights.Row(j), average);
        }

        return new LinearModel(weights, average);
    }

    private static double[] MeanOf(Matrix<double> rows)
    {
        double[] mean = new double[rows.Columns];
        for (int i = 0; i < rows.Rows; i++)
        {
            VectorKernels.AddScaled(1.0 / rows.Rows, rows.Row(i), mean.AsSpan());
        }

        return mean;
    }
}
