using System.Numerics;
using System.Runtime.InteropServices;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>
/// A x = λ x and A x = λ B x for symmetric (double) and Hermitian (Complex) A, B positive definite.
/// Only lower triangles are read. Absolute error of an eigenvalue: a small multiple of ε ‖A‖, so
/// eigenvalues far below ‖A‖ have fewer digits.
/// </summary>
public static class HermitianEigenproblem
{
    public static Eigensystem<double> Solve(
        Matrix<double> a, bool vectors = true, int threads = 1) =>
        Solve<double>(a, vectors, threads);

    public static Eigensystem<Complex> Solve(
        Matrix<Complex> a, bool vectors = true, int threads = 1) =>
        Solve<Complex>(a, vectors, threads);

    /// <summary>Vectors with Vᴴ B V = 1.</summary>
    /// <exception cref="NotPositiveDefiniteException">B is not.</exception>
    public static Eigensystem<double> Solve(
        Matrix<double> a, Matrix<double> b, bool vectors = true, int threads = 1) =>
        Solve<double>(a, b, vectors, threads);

    /// <inheritdoc cref="Solve(Matrix{double}, Matrix{double}, bool, int)"/>
    public static Eigensystem<Complex> Solve(
        Matrix<Complex> a, Matrix<Complex> b, bool vectors = true, int threads = 1) =>
        Solve<Complex>(a, b, vectors, threads);

    private static Eigensystem<T> Solve<T>(Matrix<T> a, bool vectors, int threads)
        where T : unmanaged, INumberBase<T>
    {
        Matrix<T> work = FromLowerTriangle(a);

        // Divided by about max |Aᵢⱼ|, no square below overflows; a power of two rounds nothing.
        Span<double> parts = MemoryMarshal.Cast<T, double>(work.Values);
        double scale = Scalar.PowerOfTwoNear<double>(parts);
        foreach (ref double part in parts)
        {
            part /= scale;
        }

        Eigensystem<T> scaled = BlasLibrary.Selected is null
            ? SolveManaged(work, vectors, threads)
            : OpenBlasFactorization.Eigen(work, vectors);
        return new([.. scaled.Values.ToArray().Select(value => value * scale)], scaled.Vectors);
    }

    private static Eigensystem<T> Solve<T>(Matrix<T> a, Matrix<T> b, bool vectors, int threads)
        where T : unmanaged, INumberBase<T>
    {
        if (a.Rows != b.Rows || a.Columns != b.Columns)
        {
            throw new ArgumentException(
                $"{b.Rows} × {b.Columns} is not the shape of A, {a.Rows} × {a.Columns}", nameof(b));
        }

        return Solve(a, Cholesky<T>.Factor(b, threads), vectors, threads);
    }

    /// <summary>With B = L Lᴴ: (L⁻¹ A L⁻ᴴ) y = λ y and x = L⁻ᴴ y.</summary>
    internal static Eigensystem<T> Solve<T>(
        Matrix<T> a, Cholesky<T> factor, bool vectors, int threads)
        where T : unmanaged, INumberBase<T>
    {
        Matrix<T> reduced = FromLowerTriangle(a);
        if (BlasLibrary.Selected is null)
        {
            Matrix<T> half = factor.SolveLower(reduced, threads).Adjoint();
            reduced = factor.SolveLower(half, threads);
        }
        else
        {
            OpenBlasFactorization.Reduce(reduced, factor.Lower);
        }

        Eigensystem<T> system = Solve(reduced, vectors, threads);
        if (system.Vectors is { } x)
        {
            TriangularSystem.SolveUpper(factor.Lower.View().Adjoint, x, threads);
        }

        return system;
    }

    /// <summary>The eigenvalues up to a bound, that included, with their vectors.</summary>
    internal static Eigensystem<T> UpTo<T>(Matrix<T> a, double bound, int threads)
        where T : unmanaged, INumberBase<T>
    {
        if (BlasLibrary.Selected is not null)
        {
            return OpenBlasFactorization.EigenUpTo(FromLowerTriangle(a), bound);
        }

        Eigensystem<T> all = Solve(a, true, threads);
        double[] values = [.. all.Values.ToArray().TakeWhile(value => value <= bound)];
        MatrixView<T> vectors = all.Vectors!.View().Window(0, 0, a.Rows, values.Length);
        return new(values, vectors.ToMatrix());
    }

    private static Eigensystem<T> SolveManaged<T>(Matrix<T> a, bool vectors, int threads)
        where T : unmanaged, INumberBase<T>
    {
        Tridiagonalization<T> reduced = Tridiagonalization<T>.Reduce(a, threads);
        double[] values = reduced.Diagonal;
        PlaneRotations? rotations = vectors ? new(a.Rows, threads) : null;
        TridiagonalEigenproblem.Solve(values, reduced.OffDiagonal, rotations);
        int[] order = [.. Enumerable.Range(0, values.Length)];
        Array.Sort(values, order);
        if (rotations is null)
        {
            return new(values, null);
        }

        Matrix<T> z = Convert<T>(rotations.ToMatrix(order));
        reduced.Reflectors.Apply(z, threads);
        return new(values, z);
    }

    private static Matrix<T> Convert<T>(Matrix<double> real)
        where T : unmanaged, INumberBase<T>
    {
        if (real is Matrix<T> same)
        {
            return same;
        }

        var converted = new Matrix<T>(real.Rows, real.Columns);
        for (int i = 0; i < real.Values.Length; i++)
        {
            converted.Values[i] = T.CreateTruncating(real.Values[i]);
        }

        return converted;
    }

    /// <summary>Both triangles from the lower one; refuses what is not finite.</summary>
    internal static Matrix<T> FromLowerTriangle<T>(Matrix<T> a)
        where T : unmanaged, INumberBase<T>
    {
        if (a.Rows != a.Columns)
        {
            throw new ArgumentException($"{a.Rows} × {a.Columns} is not square", nameof(a));
        }

        Matrix<T> hermitian = a.Copy();
        for (int i = 0; i < a.Rows; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                if (!T.IsFinite(a[i, j]))
                {
                    throw new ArgumentException($"element ({i}, {j}) is {a[i, j]}", nameof(a));
                }

                hermitian[j, i] = Scalar.Conjugate(a[i, j]);
            }

            hermitian[i, i] = Scalar.FromReal<T>(Scalar.Real(a[i, i]));
        }

        return hermitian;
    }
}
