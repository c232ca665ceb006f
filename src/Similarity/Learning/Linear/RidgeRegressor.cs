using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning.Linear;

/// <summary>Ridge regression of the mean features of groups.</summary>
/// <param name="Lambda">As of <see cref="RidgeFactorization"/>; one for all outputs.</param>
public sealed record RidgeRegressor(double Lambda) : IVectorRegressor
{
    public IVectorModel Fit(
        GroupedRows rows,
        Matrix<double> targets,
        int threads = 1,
        CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return RidgeFactorization.Of(rows.Means(), Lambda, threads).Solve(targets, threads);
    }
}
