using System.Numerics;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>
/// A = Q R by Householder reflections: with k = min(rows, columns), Q has k orthonormal columns and
/// R is upper triangular, k × columns, its diagonal real (of either sign).
/// </summary>
public sealed class QrFactorization<T>
    where T : unmanaged, INumberBase<T>
{
    private readonly Reflectors<T> reflectors;

    private QrFactorization(Reflectors<T> reflectors, Matrix<T> upper)
    {
        this.reflectors = reflectors;
        Upper = upper;
    }

    public Matrix<T> Upper { get; }

    public static QrFactorization<T> Factor(Matrix<T> a, int threads = 1)
    {
        int count = Math.Min(a.Rows, a.Columns);
        var reflectors = new Reflectors<T>(count, a.Rows);
        Matrix<T> work = a.Copy();
        for (int start = 0; start < count; start += Reflectors<T>.Block)
        {
            int end = Math.Min(start + Reflectors<T>.Block, count);
            FactorPanel(work, start, end, reflectors);
            reflectors.ApplyBlock(start, end, true, work, end, threads);
        }

        var upper = new Matrix<T>(count, a.Columns);
        for (int i = 0; i < count; i++)
        {
            work.Row(i)[i..].CopyTo(upper.Row(i)[i..]);
        }

        return new(reflectors, upper);
    }

    public Matrix<T> Orthonormal(int threads = 1)
    {
        var q = new Matrix<T>(reflectors.Rows.Columns, reflectors.Rows.Rows);
        for (int i = 0; i < q.Columns; i++)
        {
            q[i, i] = T.One;
        }

        reflectors.Apply(q, threads);
        return q;
    }

    /// <summary>X ← Qᴴ X with the whole unitary Q, which begins with the columns kept.</summary>
    internal void ApplyAdjoint(Matrix<T> x, int threads) => reflectors.ApplyAdjoint(x, threads);

    /// <summary>
    /// X of least ‖A X − B‖, for A of full rank with at least as many rows as columns; throws when
    /// a diagonal element of R is exactly zero.
    /// </summary>
    public Matrix<T> SolveLeastSquares(Matrix<T> b, int threads = 1)
    {
        int rows = reflectors.Rows.Columns, n = Upper.Columns;
        ArgumentOutOfRangeException.ThrowIfNotEqual(b.Rows, rows);
        if (n > rows)
        {
            throw new InvalidOperationException($"{rows} equations do not fix {n} unknowns");
        }

        for (int i = 0; i < n; i++)
        {
            if (T.IsZero(Upper[i, i]))
            {
                throw new InvalidOperationException($"column {i} depends on those before it");
            }
        }

        Matrix<T> rotated = b.Copy();
        reflectors.ApplyAdjoint(rotated, threads);
        Matrix<T> x = rotated.View().Window(0, 0, n, b.Columns).ToMatrix();
        TriangularSystem.SolveUpper(Upper.View(), x, threads);
        return x;
    }

    // The columns [start, end), as rows of conjugates because those are contiguous.
    private static void FactorPanel(Matrix<T> work, int start, int end, Reflectors<T> reflectors)
    {
        MatrixView<T> columns = work.View().Window(start, start, work.Rows - start, end - start);
        Matrix<T> panel = columns.Adjoint.ToMatrix();
        for (int j = 0; j < panel.Rows; j++)
        {
            Span<T> reflector = panel.Row(j)[j..];
            T beta = Scalar.FromReal<T>(Reflectors<T>.Reflect(reflector, out T tau));
            reflectors.Tau[start + j] = tau;
            reflector.CopyTo(reflectors.Rows.Row(start + j)[(start + j)..]);
            work[start + j, start + j] = beta;
            for (int i = 0; i < j; i++)
            {
                work[start + i, start + j] = Scalar.Conjugate(panel[j, i]);
            }

            for (int other = j + 1; other < panel.Rows; other++)
            {
                Span<T> column = panel.Row(other)[j..];
                T overlap = VectorKernels.Dot<T>(reflector, column);
                VectorKernels.AddScaled(-tau * overlap, reflector, column);
            }
        }
    }
}
