using System.Numerics;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>
/// The unitary Q = H₀ H₁ … of Householder reflections Hᵢ = 1 − τᵢ vᵢ vᵢᴴ, kept as rows vᵢᴴ and
/// applied in blocks as 1 − V T Vᴴ, T upper triangular (Schreiber and Van Loan, SIAM J. Sci. Stat.
/// Comput. 10 (1989) 53).
/// </summary>
internal sealed class Reflectors<T>(int count, int order)
    where T : unmanaged, INumberBase<T>
{
    /// <summary>
    /// Reflections applied at once: their product with a matrix of n columns is 32 deep.
    /// </summary>
    public const int Block = 32;

    // Beyond these a square, in float too, has lost digits or is about to overflow.
    private const double SmallestSquare = 1e-28;
    private const double LargestSquare = 1e28;

    private readonly T[] tau = new T[count];

    public Matrix<T> Rows { get; } = new(count, order);

    public Span<T> Tau => tau;

    /// <summary>
    /// From xᴴ makes vᴴ with v₀ = 1, in place, and τ, such that Hᴴ x = β e₀. Returns β, which is
    /// real.
    /// </summary>
    public static double Reflect(Span<T> x, out T tau)
    {
        T first = x[0];
        double tail = VectorKernels.NormSquared<T>(x[1..]);
        double square = Scalar.AbsSquared(first) + tail;
        if (!(square > SmallestSquare && square < LargestSquare))
        {
            double scale = Scalar.PowerOfTwoNear<T>(x);
            if (scale != 1)
            {
                T inverse = Scalar.FromReal<T>(1 / scale);
                foreach (ref T value in x)
                {
                    value *= inverse;
                }

                return scale * Reflect(x, out tau);
            }
        }

        x[0] = T.One;
        if (tail == 0 && T.IsRealNumber(first))
        {
            tau = T.Zero;
            return Scalar.Real(first);
        }

        // The sign against Re x₀ keeps x₀ − β from cancelling.
        double beta = -Math.CopySign(Math.Sqrt(square), Scalar.Real(first));
        T realBeta = Scalar.FromReal<T>(beta);
        T factor = T.One / (first - realBeta);
        foreach (ref T value in x[1..])
        {
            value *= factor;
        }

        tau = Scalar.Conjugate((realBeta - first) / realBeta);
        return beta;
    }

    /// <summary>X ← Q X.</summary>
    public void Apply(Matrix<T> x, int threads)
    {
        for (int start = (count - 1) / Block * Block; start >= 0 && count > 0; start -= Block)
        {
            ApplyBlock(start, Math.Min(start + Block, count), false, x, 0, threads);
        }
    }

    /// <summary>X ← Qᴴ X.</summary>
    public void ApplyAdjoint(Matrix<T> x, int threads)
    {
        for (int start = 0; start < count; start += Block)
        {
            ApplyBlock(start, Math.Min(start + Block, count), true, x, 0, threads);
        }
    }

    /// <summary>
    /// The reflections [start, end), or the adjoint of their product, on the columns from
    /// <paramref name="column"/> on.
    /// </summary>
    public void ApplyBlock(int start, int end, bool adjoint, Matrix<T> x, int column, int threads)
    {
        int depth = end - start, columns = x.Columns - column;
        if (columns == 0)
        {
            return;
        }

        // Before its first reflection's pivot the block has zeros only.
        MatrixView<T> adjointV = Rows.View().Window(start, start, depth, order - start);
        MatrixView<T> rows = x.View().Window(start, column, order - start, columns);
        Matrix<T> projected = MatrixProduct.Multiply(adjointV, rows, threads);
        Matrix<T> t = Triangle(start, MatrixProduct.Multiply(adjointV, adjointV.Adjoint));
        Matrix<T> coefficients = MatrixProduct.Multiply(
            adjoint ? t.View().Adjoint : t.View(), projected.View(), threads);
        Span<T> corner = x.Values[(start * x.Columns + column)..];
        MatrixProduct.Add(-1, adjointV.Adjoint, coefficients.View(), corner, x.Columns, threads);
    }

    // T of one reflection more: its column is −τ T (Vᴴ v), its diagonal τ; gram is Vᴴ V.
    private Matrix<T> Triangle(int start, Matrix<T> gram)
    {
        var t = new Matrix<T>(gram.Rows, gram.Rows);
        for (int j = 0; j < t.Rows; j++)
        {
            T scale = tau[start + j];
            t[j, j] = scale;
            for (int i = 0; i < j; i++)
            {
                T sum = T.Zero;
                for (int p = i; p < j; p++)
                {
                    sum += t[i, p] * gram[p, j];
                }

                t[i, j] = -scale * sum;
            }
        }

        return t;
    }
}
