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
}
