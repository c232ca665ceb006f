using System.Numerics;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>
/// A = Q T Qᴴ of a Hermitian matrix, T real, symmetric and tridiagonal, by Householder reflections
/// in panels of 32 columns (Dongarra, Sorensen and Hammarling, J. Comput. Appl. Math. 27 (1989)
/// 215): half of the work reads A once a column, the other half is a matrix product once a panel.
/// </summary>
internal sealed class Tridiagonalization<T>
    where T : unmanaged, INumberBase<T>
{
    private const int Panel = 32;

    private readonly Matrix<T> a;
    private readonly int n;

    // Rows vᴴ, wᴴ and vᴴ again of the panel, so that [v; w] and [w; v] are both windows of it.
    private readonly Matrix<T> stack;

    private Tridiagonalization(Matrix<T> a)
    {
        this.a = a;
        n = a.Rows;
        stack = new(3 * Panel, n);
        Reflectors = new(Math.Max(n - 1, 0), n);
        Diagonal = new double[n];
        OffDiagonal = new double[Math.Max(n - 1, 0)];
    }

    public double[] Diagonal { get; }

    public double[] OffDiagonal { get; }

    /// <summary>Q; the reflection of column j leaves the elements 0 to j alone.</summary>
    public Reflectors<T> Reflectors { get; }

    /// <summary>Both triangles of <paramref name="a"/> are read, and overwritten.</summary>
    public static Tridiagonalization<T> Reduce(Matrix<T> a, int threads)
    {
        var reduction = new Tridiagonalization<T>(a);
        int n = a.Rows;
        for (int start = 0; start < n; start += Panel)
        {
            int end = Math.Min(start + Panel, n);
            for (int j = start; j < end; j++)
            {
                reduction.ReduceColumn(start, j);
            }

            if (end < n)
            {
                reduction.UpdateTrailing(end - start, end, threads);
            }
        }

        return reduction;
    }

    private Span<T> V(int p) => stack.Row(p);

    private Span<T> W(int p) => stack.Row(Panel + p);

    private void ReduceColumn(int start, int j)
    {
        // Row j of A − V Wᴴ − W Vᴴ, which is the adjoint of its column j.
        Span<T> row = a.Row(j)[j..];
        int depth = j - start;
        for (int p = 0; p < depth; p++)
        {
            T v = V(p)[j], w = W(p)[j];
            VectorKernels.AddScaled(-Scalar.Conjugate(w), V(p)[j..], row);
            VectorKernels.AddScaled(-Scalar.Conjugate(v), W(p)[j..], row);
        }

        Diagonal[j] = Scalar.Real(row[0]);
        int next = j + 1;
        if (next == n)
        {
            return;
        }

        Span<T> reflector = row[1..];
        OffDiagonal[j] = Reflectors<T>.Reflect(reflector, out T tau);
        Reflectors.Tau[j] = tau;
        reflector.CopyTo(Reflectors.Rows.Row(j)[next..]);
        V(depth).Clear();
        reflector.CopyTo(V(depth)[next..]);

        // wᴴ = conj(τ) (A v − V Wᴴ v − W Vᴴ v)ᴴ, then w ← w − ½ τ (wᴴ v) v.
        W(depth).Clear();
        Span<T> product = W(depth)[next..];
        VectorKernels.ConjugateTimes(a.Values[(next * n + next)..], n, reflector, product);
        for (int p = 0; p < depth; p++)
        {
            ReadOnlySpan<T> v = V(p)[next..], w = W(p)[next..];
            VectorKernels.AddScaled(-VectorKernels.Dot(w, reflector), v, product);
            VectorKernels.AddScaled(-VectorKernels.Dot(v, reflector), w, product);
        }

        T scale = Scalar.Conjugate(tau);
        foreach (ref T value in product)
        {
            value *= scale;
        }

        T overlap = VectorKernels.Dot<T>(product, reflector);
        VectorKernels.AddScaled(Scalar.FromReal<T>(-0.5) * scale * overlap, reflector, product);
    }

    // A ← A − V Wᴴ − W Vᴴ = A − [v; w]ᴴ [w; v] on what is left.
    private void UpdateTrailing(int depth, int end, int threads)
    {
        for (int p = 0; p < depth; p++)
        {
            V(p).CopyTo(stack.Row(2 * Panel + p));
        }

        MatrixView<T> left = stack.View().Window(0, end, 2 * Panel, n - end);
        MatrixView<T> right = stack.View().Window(Panel, end, 2 * Panel, n - end);
        MatrixProduct.Add(-1, left.Adjoint, right, a.Values[(end * n + end)..], n, threads);
    }
}
