using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning.Kernels;

/// <summary>
/// The coordinates φ(x) = k(x, M) P in which the kernel of the sparse points M is a dot product:
/// with K_MM = U v Uᵀ, P = U v^(−1/2) over the v above a part of the largest. A linear model of φ
/// with the penalty λ|w|² is sparse kernel regression with the penalty λ xᵀK_MM x, x = P w, without
/// its ill-conditioned equations.
/// </summary>
public sealed class SparseKernelMap
{
    /// <summary>
    /// Directions of K_MM below this part of its largest eigenvalue are rounding.
    /// </summary>
    public const double Jitter = 1e-12;

    private readonly ZetaKernel kernel;

    private SparseKernelMap(ZetaKernel kernel, Matrix<double> points, Matrix<double> projection)
    {
        this.kernel = kernel;
        Points = points;
        Projection = projection;
    }

    public int Zeta => kernel.Zeta;

    /// <summary>M, rows of unit length.</summary>
    public Matrix<double> Points { get; }

    /// <summary>P, a row for each point.</summary>
    public Matrix<double> Projection { get; }

    public static SparseKernelMap Of(Matrix<double> points, int zeta, int threads = 1)
    {
        var kernel = new ZetaKernel(zeta);
        Matrix<double> units = ZetaKernel.Normalized(points.View());
        Eigensystem<double> system = HermitianEigenproblem.Solve(
            kernel.OfUnits(units, units, threads), threads: threads);
        int order = units.Rows;
        double least = Jitter * system.Values[order - 1];
        int first = 0;
        while (system.Values[first] <= least)
        {
            first++;
        }

        var projection = new Matrix<double>(order, order - first);
        for (int i = 0; i < order; i++)
        {
            for (int j = first; j < order; j++)
            {
                projection[i, j - first] = system.Vectors![i, j] / Math.Sqrt(system.Values[j]);
            }
        }

        return new SparseKernelMap(kernel, units, projection);
    }

    /// <summary>k(x, M) of each row x.</summary>
    public Matrix<double> Kernel(MatrixView<double> rows, int threads = 1) =>
        kernel.OfUnits(ZetaKernel.Normalized(rows), Points, threads);

    /// <summary>φ of each row.</summary>
    public Matrix<double> Map(MatrixView<double> rows, int threads = 1) =>
        MatrixProduct.Multiply(Kernel(rows, threads).View(), Projection.View(), threads);
}
