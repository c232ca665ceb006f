using System.Numerics;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>
/// P A = L U of a square matrix with partial pivoting: L unit lower with |Lᵢⱼ| ≤ 1, or √2 where it
/// is complex, as pivots are chosen by |re| + |im|; U upper, row i of P A being row
/// <c>RowOrder[i]</c> of A.
/// </summary>
public sealed class LuFactorization<T>
    where T : unmanaged, INumberBase<T>
{
    private const int Block = 32;

    private readonly Matrix<T> packed;
    private readonly int[] rowOrder;
    private readonly bool oddOrder;

    private LuFactorization(Matrix<T> packed, ReadOnlySpan<int> exchanges)
    {
        this.packed = packed;
        rowOrder = [.. Enumerable.Range(0, packed.Rows)];
        for (int i = 0; i < exchanges.Length; i++)
        {
            int j = exchanges[i];
            oddOrder ^= i != j;
            (rowOrder[i], rowOrder[j]) = (rowOrder[j], rowOrder[i]);
        }
    }

    public ReadOnlySpan<int> RowOrder => rowOrder;

    /// <summary>
    /// A pivot is exactly zero; the rounded factors of a singular matrix seldom show it.
    /// </summary>
    public bool IsSingular
    {
        get
        {
            for (int i = 0; i < packed.Rows; i++)
            {
                if (T.IsZero(packed[i, i]))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>det A = ± Π Uᵢᵢ, which may overflow where A is large.</summary>
    public T Determinant
    {
        get
        {
            T product = oddOrder ? -T.One : T.One;
            for (int i = 0; i < packed.Rows; i++)
            {
                product *= packed[i, i];
            }

            return product;
        }
    }

    public static LuFactorization<T> Factor(Matrix<T> a, int threads = 1)
    {
        if (a.Rows != a.Columns)
        {
            throw new ArgumentException($"{a.Rows} × {a.Columns} is not square", nameof(a));
        }

        int[] exchanges = new int[a.Rows];
        if (BlasLibrary.Selected is not null && typeof(T) != typeof(float))
        {
            // LAPACK wants columns, and pivots among the rows of what it takes for the matrix.
            Matrix<T> columns = a.Transpose();
            OpenBlasFactorization.Lu(columns, exchanges);
            return new(columns.Transpose(), exchanges);
        }

        Matrix<T> packed = a.Copy();
        FactorInPlace(packed, exchanges, threads);
        return new(packed, exchanges);
    }

    public Matrix<T> Lower()
    {
        Matrix<T> lower = Matrix<T>.Identity(packed.Rows);
        for (int i = 0; i < packed.Rows; i++)
        {
            packed.Row(i)[..i].CopyTo(lower.Row(i));
        }

        return lower;
    }

    public Matrix<T> Upper()
    {
        Matrix<T> upper = packed.Copy();
        for (int i = 0; i < packed.Rows; i++)
        {
            upper.Row(i)[..i].Clear();
        }

        return upper;
    }

    /// <summary>X of A X = B; throws when <see cref="IsSingular"/>.</summary>
    public Matrix<T> Solve(Matrix<T> b, int threads = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(b.Rows, packed.Rows);
        if (IsSingular)
        {
            throw new InvalidOperationException("a singular matrix has no inverse");
        }

        var x = new Matrix<T>(b.Rows, b.Columns);
        for (int i = 0; i < b.Rows; i++)
        {
            b.Row(rowOrder[i]).CopyTo(x.Row(i));
        }

        TriangularSystem.SolveLower(packed.View(), true, x, threads);
        TriangularSystem.SolveUpper(packed.View(), x, threads);
        return x;
    }

    private static void FactorInPlace(Matrix<T> a, int[] exchanges, int threads)
    {
        int n = a.Rows;
        for (int k = 0; k < n; k += Block)
        {
            int end = Math.Min(k + Block, n);
            for (int j = k; j < end; j++)
            {
                exchanges[j] = PivotRow(a, j);
                Exchange(a, j, exchanges[j]);
                Eliminate(a, j, end);
            }

            // U₁₂ = L₁₁⁻¹ A₁₂, then A₂₂ ← A₂₂ − L₂₁ U₁₂.
            for (int i = k + 1; i < end; i++)
            {
                for (int j = k; j < i; j++)
                {
                    VectorKernels.AddScaled(-a.Row(i)[j], a.Row(j)[end..], a.Row(i)[end..]);
                }
            }

            if (end < n)
            {
                MatrixView<T> left = a.View().Window(end, k, n - end, end - k);
                MatrixView<T> right = a.View().Window(k, end, end - k, n - end);
                MatrixProduct.Add(-1, left, right, a.Values[(end * n + end)..], n, threads);
            }
        }
    }

    private static int PivotRow(Matrix<T> a, int column)
    {
        int pivot = column;
        double largest = -1;
        for (int i = column; i < a.Rows; i++)
        {
            double size = Scalar.AbsSum(a.Row(i)[column]);
            if (size > largest)
            {
                (pivot, largest) = (i, size);
            }
        }

        return pivot;
    }

    private static void Exchange(Matrix<T> a, int i, int j)
    {
        if (i == j)
        {
            return;
        }

        Span<T> first = a.Row(i), second = a.Row(j);
        for (int column = 0; column < first.Length; column++)
        {
            (first[column], second[column]) = (second[column], first[column]);
        }
    }

    private static void Eliminate(Matrix<T> a, int j, int end)
    {
        T pivot = a.Row(j)[j];
        if (T.IsZero(pivot))
        {
            return;
        }

        for (int i = j + 1; i < a.Rows; i++)
        {
            Span<T> row = a.Row(i);
            row[j] /= pivot;
            VectorKernels.AddScaled(-row[j], a.Row(j)[(j + 1)..end], row[(j + 1)..end]);
        }
    }
}
