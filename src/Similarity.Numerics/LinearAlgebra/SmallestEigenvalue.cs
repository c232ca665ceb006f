using System.Numerics;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>
/// The smallest eigenvalue of A = L Lᴴ, from above: 1/θ, θ the largest Ritz value of A⁻¹ in a
/// Krylov space grown by Lanczos' recurrence, orthogonalised in full, until four more vectors raise
/// θ by no more than 10⁻³ of it.
/// </summary>
internal static class SmallestEigenvalue
{
    private const double Tolerance = 1e-3;

    // Vectors between looks at θ.
    private const int Stride = 4;

    public static double Of<T>(Cholesky<T> factor)
        where T : unmanaged, INumberBase<T>
    {
        int n = factor.Lower.Rows;
        if (n == 0)
        {
            return double.PositiveInfinity;
        }

        var basis = new List<T[]>();
        var diagonal = new List<double>();
        var offDiagonal = new List<double>();
        T[] next = StartVector<T>(n);
        double length = Math.Sqrt(VectorKernels.NormSquared<T>(next));
        double before = 0;
        while (true)
        {
            Scale(next, 1 / length);
            basis.Add(next);
            next = (T[])next.Clone();
            ApplyInverse(factor.Lower, next);
            diagonal.Add(Scalar.Real(VectorKernels.Dot<T>(basis[^1], next)));
            foreach (T[] known in basis)
            {
                VectorKernels.AddScaled(-VectorKernels.Dot<T>(known, next), known, next);
            }

            // An invariant space, all of it at the latest, leaves nothing but rounding.
            length = Math.Sqrt(VectorKernels.NormSquared<T>(next));
            bool isLast = basis.Count == n || length <= 1e-12 * diagonal.Max();
            if (isLast || basis.Count % Stride == 0)
            {
                double largest = LargestRitzValue(diagonal, offDiagonal);
                if (isLast || largest - before <= Tolerance * largest)
                {
                    return 1 / largest;
                }

                before = largest;
            }

            offDiagonal.Add(length);
        }
    }

    private static double LargestRitzValue(List<double> diagonal, List<double> offDiagonal)
    {
        double[] values = [.. diagonal], coupling = [.. offDiagonal];
        TridiagonalEigenproblem.Solve(values, coupling, null);
        return values.Max();
    }

    // Of no symmetry, so that it is orthogonal to nothing.
    private static T[] StartVector<T>(int n)
        where T : unmanaged, INumberBase<T>
    {
        var random = new RandomStream(1);
        T[] start = new T[n];
        foreach (ref T value in start.AsSpan())
        {
            value = Scalar.FromReal<T>(random.Uniform(-1, 1));
        }

        return start;
    }

    // x ← conj(A)⁻¹ x, whose eigenvalues are those of A⁻¹. By rows of L: conj(L) forward, Lᵀ back.
    private static void ApplyInverse<T>(Matrix<T> lower, T[] x)
        where T : unmanaged, INumberBase<T>
    {
        for (int i = 0; i < x.Length; i++)
        {
            ReadOnlySpan<T> row = lower.Row(i);
            x[i] = (x[i] - VectorKernels.Dot(row[..i], x.AsSpan(0, i))) / row[i];
        }

        for (int i = x.Length - 1; i >= 0; i--)
        {
            ReadOnlySpan<T> row = lower.Row(i);
            x[i] /= row[i];
            VectorKernels.AddScaled(-x[i], row[..i], x.AsSpan(0, i));
        }
    }

    private static void Scale<T>(T[] x, double factor)
        where T : unmanaged, INumberBase<T>
    {
        T scale = Scalar.FromReal<T>(factor);
        foreach (ref T value in x.AsSpan())
        {
            value *= scale;
        }
    }
}
