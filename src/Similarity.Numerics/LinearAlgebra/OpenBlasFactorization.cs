using System.Numerics;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>
/// LAPACK on row-major arrays. Read by columns, the array of A is Aᵀ, which for a Hermitian A is
/// conj(A), its upper triangle being the lower one of A.
/// </summary>
internal static unsafe class OpenBlasFactorization
{
    /// <summary>
    /// conj(A) = Uᴴ U makes A = Uᵀ conj(U), so the array that returns, read by rows, is L. Returns
    /// the order of the first block that is not positive definite, or 0.
    /// </summary>
    public static int Cholesky<T>(Matrix<T> a)
        where T : unmanaged, INumberBase<T>
    {
        byte upper = (byte)'U';
        int n = a.Rows, leading = Math.Max(n, 1), info;
        fixed (T* values = a.Values)
        {
            if (typeof(T) == typeof(Complex))
            {
                OpenBlas.CholeskyComplex(&upper, &n, (Complex*)values, &leading, &info);
            }
            else
            {
                OpenBlas.CholeskyReal(&upper, &n, (double*)values, &leading, &info);
            }
        }

        return info;
    }

    /// <summary>
    /// <paramref name="columns"/> is Aᵀ; row i was exchanged with row exchanges[i] ≥ i.
    /// </summary>
    public static void Lu<T>(Matrix<T> columns, int[] exchanges)
        where T : unmanaged, INumberBase<T>
    {
        int n = columns.Rows, leading = Math.Max(n, 1), info;
        fixed (T* values = columns.Values)
        fixed (int* pivots = exchanges)
        {
            if (typeof(T) == typeof(Complex))
            {
                OpenBlas.LuComplex(&n, &n, (Complex*)values, &leading, pivots, &info);
            }
            else
            {
                OpenBlas.LuReal(&n, &n, (double*)values, &leading, pivots, &info);
            }
        }

        for (int i = 0; i < n; i++)
        {
            exchanges[i]--;
        }
    }

    public static Eigensystem<T> Eigen<T>(Matrix<T> a, bool vectors)
        where T : unmanaged, INumberBase<T>
    {
        // OpenBLAS 0.3.21's zgemv_n reads one column behind its matrix (OpenBLAS issues 4013 and
        // 5000), which kills the process where that page does not exist. Its kernels take four
        // columns.
        int margin = 4 * a.Rows;
        T[] padded = new T[checked(a.Values.Length + margin)];
        a.Values.CopyTo(padded);
        byte job = (byte)(vectors ? 'V' : 'N'), upper = (byte)'U';
        int n = a.Rows, leading = Math.Max(n, 1), info;
        int workSize = -1, realSize = -1, integerSize = -1, integerQuery;
        double realQuery;
        T workQuery;
        double[] results = new double[n];
        fixed (T* matrix = padded)
        fixed (double* values = results)
        {
            // The first call only asks how much room the second needs.
            if (typeof(T) == typeof(Complex))
            {
                OpenBlas.EigenComplex(
                    &job, &upper, &n, (Complex*)matrix, &leading, values,
                    (Complex*)&workQuery, &workSize,
                    &realQuery, &realSize, &integerQuery, &integerSize, &info);
                realSize = (int)realQuery;
            }
            else
            {
                OpenBlas.EigenReal(
                    &job, &upper, &n, (double*)matrix, &leading, values,
                    (double*)&workQuery, &workSize,
                    &integerQuery, &integerSize, &info);
                realSize = 1;
            }

            workSize = (int)Scalar.Real(workQuery);
            integerSize = integerQuery;
            fixed (T* work = new T[workSize + margin])
            fixed (double* reals = new double[realSize])
            fixed (int* integers = new int[integerSize])
            {
                if (typeof(T) == typeof(Complex))
                {
                    OpenBlas.EigenComplex(
                        &job, &upper, &n, (Complex*)matrix, &leading, values,
                        (Complex*)work, &workSize,
                        reals, &realSize, integers, &integerSize, &info);
                }
                else
                {
                    OpenBlas.EigenReal(
                        &job, &upper, &n, (double*)matrix, &leading, values,
                        (double*)work, &workSize,
                        integers, &integerSize, &info);
                }
            }
        }

        if (info != 0)
        {
            throw new ArithmeticException($"LAPACK's eigensolver did not converge (info {info})");
        }

        // Column j is an eigenvector of conj(A), so row j is that of A, conjugated and laid down.
        return new(results, vectors ? new MatrixView<T>(padded, n, n).Adjoint.ToMatrix() : null);
    }

    /// <summary>
    /// The lower triangle of A becomes that of L⁻¹ A L⁻ᴴ: conj(A) becomes U⁻ᴴ conj(A) U⁻¹ with
    /// U = Lᵀ.
    /// </summary>
    public static void Reduce<T>(Matrix<T> a, Matrix<T> lower)
        where T : unmanaged, INumberBase<T>
    {
        byte upper = (byte)'U';
        int problem = 1, n = a.Rows, leading = Math.Max(n, 1), info;
        fixed (T* values = a.Values, factor = lower.Values)
        {
            if (typeof(T) == typeof(Complex))
            {
                OpenBlas.ReduceComplex(
                    &problem, &upper, &n, (Complex*)values, &leading,
                    (Complex*)factor, &leading, &info);
            }
            else
            {
                OpenBlas.ReduceReal(
                    &problem, &upper, &n, (double*)values, &leading,
                    (double*)factor, &leading, &info);
            }
        }
    }

    /// <summary>Eigenvalues up to a bound, with their vectors.</summary>
    public static Eigensystem<T> EigenUpTo<T>(Matrix<T> a, double bound)
        where T : unmanaged, INumberBase<T>
    {
        // No eigenvalue lies below −Σ |Aᵢⱼ|.
        double below = -1;
        foreach (T value in a.Values)
        {
            below -= Scalar.AbsSum(value);
        }

        // With the margin of Eigen.
        int n = a.Rows, margin = 4 * n, found = 0;
        if (n == 0 || bound <= below)
        {
            return new([], new Matrix<T>(n, 0));
        }

        T[] padded = new T[checked(a.Values.Length + margin)];
        a.Values.CopyTo(padded);
        byte job = (byte)'V', range = (byte)'V', upper = (byte)'U';
        int none = 0, info = 0, workSize = -1, realSize = -1, integerSize = -1;
        double tolerance = 0;
        double[] results = new double[n], reals = new double[1];
        T[] vectors = new T[checked(n * n)], work = new T[1];
        int[] supports = new int[2 * n], integers = new int[1];
        for (int call = 0; call < 2; call++)
        {
            fixed (T* matrix = padded, columns = vectors, room = work)
            fixed (double* values = results, realRoom = reals)
            fixed (int* support = supports, integerRoom = integers)
            {
                if (typeof(T) == typeof(Complex))
                {
                    OpenBlas.EigenRangeComplex(
                        &job, &range, &upper, &n, (Complex*)matrix, &n, &below, &bound,
                        &none, &none, &tolerance, &found, values, (Complex*)columns, &n, support,
                        (Complex*)room, &workSize, realRoom, &realSize,
                        integerRoom, &integerSize, &info);
                }
                else
                {
                    OpenBlas.EigenRangeReal(
                        &job, &range, &upper, &n, (double*)matrix, &n, &below, &bound,
                        &none, &none, &tolerance, &found, values, (double*)columns, &n, support,
                        (double*)room, &workSize, integerRoom, &integerSize, &info);
                }
            }

            if (info != 0)
            {
                throw new ArithmeticException(
                    $"LAPACK's eigensolver did not converge (info {info})");
            }

            if (call == 0)
            {
                // The first call only told how much room the second needs.
                workSize = (int)Scalar.Real(work[0]);
                realSize = (int)reals[0];
                integerSize = integers[0];
                work = new T[workSize + margin];
                reals = new double[Math.Max(realSize, 1)];
                integers = new int[integerSize];
            }
        }

        // Row j is an eigenvector of conj(A), so its conjugate is one of A.
        return new(results[..found], new MatrixView<T>(vectors, found, n).Adjoint.ToMatrix());
    }
}
