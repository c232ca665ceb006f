using Similarity.Learning;
using Similarity.Learning.Kernels;
using Similarity.Learning.Linear;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DosModels;

/// <summary>
/// The coordinates in which a regressor is linear: of each sample the mean over its atoms, and how
/// a linear model of them becomes one of environments.
/// </summary>
internal sealed class DosDesign
{
    private readonly SparseKernelMap? map;

    private DosDesign(Matrix<double> means, SparseKernelMap? map)
    {
        Means = means;
        this.map = map;
    }

    public Matrix<double> Means { get; }

    public static DosDesign Of(GroupedRows environments, DosRegressor regressor, int threads)
    {
        if (regressor is KernelDosRegressor kernel)
        {
            var map = SparseKernelRegressor.MapOf(
                environments, kernel.Points, kernel.Zeta, threads);
            return new DosDesign(
                environments.MeansOf(map.Map(environments.Features.View(), threads)), map);
        }

        return new DosDesign(environments.Means(), null);
    }

    public IVectorModel ModelOf(LinearModel linear, int threads) =>
        map is null ? linear : SparseKernelModel.Of(map, linear, threads);
}
