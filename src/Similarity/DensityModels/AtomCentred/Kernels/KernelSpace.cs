using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DensityModels.AtomCentred.Kernels;

/// <summary>
/// Coordinates of one element and λ in which the kernel is a scalar product: with K_MM = v Λ vᵀ of
/// the sparse environments and V = v Λ^(−1/2) of eigenvalues above a threshold, Ψ = K_NM V.
/// </summary>
internal sealed class KernelSpace
{
    /// <summary>Smaller eigenvalues, relative to the largest, are rounding errors.</summary>
    private const double SmallestEigenvalue = 1e-11;

    public KernelSpace(Matrix<double> kernel, int threads)
    {
        Eigensystem<double> system = HermitianEigenproblem.Solve(kernel, true, threads);
        ReadOnlySpan<double> values = system.Values;
        int first = 0;
        while (values[first] <= SmallestEigenvalue * values[^1])
        {
            first++;
        }

        Rank = values.Length - first;
        Projection = new(kernel.Rows, Rank);
        for (int i = 0; i < kernel.Rows; i++)
        {
            for (int d = 0; d < Rank; d++)
            {
                Projection[i, d] = system.Vectors![i, first + d] / Math.Sqrt(values[first + d]);
            }
        }
    }

    /// <summary>The number of coordinates.</summary>
    public int Rank { get; }

    /// <summary>V.</summary>
    public Matrix<double> Projection { get; }
}
