using Similarity.Learning.Linear;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning.Kernels;

/// <summary>
/// Kernel ridge regression over the farthest of all rows: RKHS-QR, in the coordinates of
/// <see cref="SparseKernelMap"/> a ridge regression by QR.
/// </summary>
/// <param name="Points">The most sparse points.</param>
/// <param name="Lambda">As of <see cref="RidgeFactorization"/>; one for all outputs.</param>
public sealed record SparseKernelRegressor(int Points, int Zeta, double Lambda) : IVectorRegressor
{
    public IVectorModel Fit(
        GroupedRows rows,
        Matrix<double> targets,
        int threads = 1,
        CancellationToken cancellation = default)
    {
        SparseKernelMap map = MapOf(rows, Points, Zeta, threads);
        cancellation.ThrowIfCancellationRequested();
        Matrix<double> means = rows.MeansOf(map.Map(rows.Features.View(), threads));
        return SparseKernelModel.Of(
            map, RidgeFactorization.Of(means, Lambda, threads).Solve(targets, threads));
    }

    /// <summary>The coordinates over the farthest of some rows, at unit length.</summary>
    public static SparseKernelMap MapOf(GroupedRows rows, int points, int zeta, int threads = 1)
    {
        Matrix<double> units = ZetaKernel.Normalized(rows.Features.View());
        return SparseKernelMap.Of(
            GroupedRows.SelectRows(units, FarthestPoints.Select(units, points)), zeta, threads);
    }
}

/// <summary>
/// y(x) = ȳ + Σⱼ cⱼ k(x, mⱼ).
/// </summary>
public sealed class SparseKernelModel : IVectorModel
{
    private readonly ZetaKernel kernel;

    internal SparseKernelModel(
        int zeta, Matrix<double> points, Matrix<double> coefficients, double[] intercept)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(coefficients.Rows, points.Rows);
        ArgumentOutOfRangeException.ThrowIfNotEqual(intercept.Length, coefficients.Columns);
        kernel = new ZetaKernel(zeta);
        Points = points;
        Coefficients = coefficients;
        Intercept = intercept;
    }

    public int Columns => Points.Columns;

    public int Outputs => Coefficients.Columns;

    public int Zeta => kernel.Zeta;

    /// <summary>mⱼ, of unit length.</summary>
    internal Matrix<double> Points { get; }

    /// <summary>cⱼ, a row for each point.</summary>
    internal Matrix<double> Coefficients { get; }

    internal double[] Intercept { get; }

    public static SparseKernelModel Of(SparseKernelMap map, LinearModel linear, int threads = 1) =>
        new(
            map.Zeta,
            map.Points,
            MatrixProduct.Multiply(map.Projection.View(), linear.Weights.View(), threads),
            linear.Intercept.ToArray());

    public Matrix<double> Predict(MatrixView<double> rows, int threads = 1)
    {
        Matrix<double> values =
            kernel.OfUnits(ZetaKernel.Normalized(rows), Points, threads);
        Matrix<double> result =
            MatrixProduct.Multiply(values.View(), Coefficients.View(), threads);
        for (int i = 0; i < result.Rows; i++)
        {
            VectorKernels.AddScaled(1.0, Intercept, result.Row(i));
        }

        return result;
    }
}
