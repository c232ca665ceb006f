using System.Numerics;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>
/// A = L Lᴴ of a Hermitian positive definite matrix, L lower with a positive diagonal. Only the
/// lower triangle of A is read.
/// </summary>
public sealed class Cholesky<T>
    where T : unmanaged, INumberBase<T>
{
    private const int Block = 64;

    private Cholesky(Matrix<T> lower)
    {
        Lower = lower;
    }

    /// <summary>L, zero above its diagonal.</summary>
    public Matrix<T> Lower { get; }

    /// <exception cref="NotPositiveDefiniteException"/>
    public static Cholesky<T> Factor(Matrix<T> a, int threads = 1) =>
        TryFactor(a, out int failedOrder, threads)
            ?? throw new NotPositiveDefiniteException(failedOrder);

    /// <summary>
    /// Null when A is not positive definite; then <paramref name="failedOrder"/> is the order of
    /// the first leading block that is not, else 0.
    /// </summary>
    public static Cholesky<T>? TryFactor(Matrix<T> a, out int failedOrder, int threads = 1)
    {
        if (a.Rows != a.Columns)
        {
            throw new ArgumentException($"{a.Rows} × {a.Columns} is not square", nameof(a));
        }

        return TryOverwrite(a.Copy(), out failedOrder, threads);
    }

    /// <summary>
    /// As <see cref="TryFactor"/>, in the place of <paramref name="lower"/>, which holds nothing of
    /// use when it fails.
    /// </summary>
    internal static Cholesky<T>? TryOverwrite(
        Matrix<T> lower, out int failedOrder, int threads = 1)
    {
        failedOrder = BlasLibrary.Selected is not null && typeof(T) != typeof(float)
            ? OpenBlasFactorization.Cholesky(lower)
            : FactorInPlace(lower, threads);
        for (int i = 0; i < lower.Rows; i++)
        {
            lower.Row(i)[(i + 1)..].Clear();
        }

        return failedOrder == 0 ? new Cholesky<T>(lower) : null;
    }

    /// <summary>X of A X = B.</summary>
    public Matrix<T> Solve(Matrix<T> b, int threads = 1)
    {
        Matrix<T> x = SolveLower(b, threads);
        TriangularSystem.SolveUpper(Lower.View().Adjoint, x, threads);
        return x;
    }

    /// <summary>L⁻¹ B</summary>
    internal Matrix<T> SolveLower(Matrix<T> b, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(b.Rows, Lower.Rows);
        Matrix<T> x = b.Copy();
        TriangularSystem.SolveLower(Lower.View(), false, x, threads);
        return x;
    }

    private static int FactorInPlace(Matrix<T> a, int threads)
    {
        int n = a.Rows;
        for (int k = 0; k < n; k += Block)
        {
            // Columns [k, end) of L, row after row: Lᵢⱼ = (Aᵢⱼ − Σₚ Lᵢₚ conj(Lⱼₚ)) / Lⱼⱼ, p from k
            // on.
            int end = Math.Min(k + Block, n);
            for (int i = k; i < n; i++)
            {
                Span<T> row = a.Row(i);
                for (int j = k; j < Math.Min(i, end); j++)
                {
                    ReadOnlySpan<T> above = a.Row(j);
                    row[j] = (row[j] - VectorKernels.Dot(above[k..j], row[k..j])) / above[j];
                }

                if (i < end)
                {
                    double square = Scalar.Real(row[i]) - VectorKernels.NormSquared<T>(row[k..i]);
                    if (!(square > 0))
                    {
                        return i + 1;
                    }

                    row[i] = Scalar.FromReal<T>(Math.Sqrt(square));
                }
            }

            SubtractFromTrailing(a, k, end, threads);
        }

        return 0;
    }

    // A₂₂ ← A₂₂ − L₂₁ L₂₁ᴴ, in strips of rows that stop near the diagonal: nothing above it is
    // read.
    private static void SubtractFromTrailing(Matrix<T> a, int k, int end, int threads)
    {
        const int Strip = 256;
        int n = a.Rows;
        for (int i = end; i < n; i += Strip)
        {
            int last = Math.Min(i + Strip, n);
            MatrixView<T> left = a.View().Window(i, k, last - i, end - k);
            MatrixView<T> right = a.View().Window(end, k, last - end, end - k).Adjoint;
            MatrixProduct.Add(-1, left, right, a.Values[(i * n + end)..], n, threads);
        }
    }
}
