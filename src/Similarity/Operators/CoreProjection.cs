using System.Collections.Immutable;
using System.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Operators;

/// <summary>
/// Takes the functions c of the cores out of H x = ε S x: with the others made orthogonal to them,
/// v − c L with L = S_cc⁻¹ S_cv, S' = S_vv − S_vc L and
/// H' = H_vv − L†H_cv − H_vc L + L†H_cc L. What that neglects is how cores respond to the crystal.
/// </summary>
internal sealed class CoreProjection
{
    private readonly int[] core;
    private readonly int[] valence;

    /// <param name="functions">Number of functions, core and valence.</param>
    public CoreProjection(int functions, ImmutableArray<int> core)
    {
        this.core = [.. core];
        valence = [.. Enumerable.Range(0, functions).Except(core)];
    }

    /// <summary>S' and H' in the order of the valence functions.</summary>
    public (Matrix<T> Overlap, Matrix<T> Hamiltonian) Reduce<T>(
        Matrix<T> overlap, Matrix<T> hamiltonian)
        where T : unmanaged, INumberBase<T>
    {
        if (core.Length == 0)
        {
            return (overlap, hamiltonian);
        }

        Matrix<T> scv = Block(overlap, core, valence), hcv = Block(hamiltonian, core, valence);
        Matrix<T> s = Block(overlap, valence, valence), h = Block(hamiltonian, valence, valence);
        Matrix<T> l = Cholesky<T>.Factor(Block(overlap, core, core)).Solve(scv);
        MatrixView<T> adjoint = l.View().Adjoint;
        Matrix<T> crossed = MatrixProduct.Multiply(adjoint, hcv.View());
        int n = valence.Length;
        MatrixProduct.Add(-1, scv.View().Adjoint, l.View(), s.Values, n);
        Matrix<T> inner = Block(hamiltonian, core, core) * l;
        MatrixProduct.Add(1, adjoint, inner.View(), h.Values, n);
        MatrixView<T> mirrored = crossed.View().Adjoint;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                h[i, j] -= crossed[i, j] + mirrored[i, j];
            }
        }

        return (s, h);
    }

    /// <summary>Rows of zeros where the core functions were.</summary>
    public Matrix<T> Restore<T>(Matrix<T> vectors)
        where T : unmanaged, INumberBase<T>
    {
        if (core.Length == 0)
        {
            return vectors;
        }

        var restored = new Matrix<T>(core.Length + valence.Length, vectors.Columns);
        for (int i = 0; i < valence.Length; i++)
        {
            vectors.Row(i).CopyTo(restored.Row(valence[i]));
        }

        return restored;
    }

    private static Matrix<T> Block<T>(Matrix<T> a, int[] rows, int[] columns)
        where T : unmanaged, INumberBase<T>
    {
        var block = new Matrix<T>(rows.Length, columns.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            ReadOnlySpan<T> source = a.Row(rows[i]);
            Span<T> target = block.Row(i);
            for (int j = 0; j < columns.Length; j++)
            {
                target[j] = source[columns[j]];
            }
        }

        return block;
    }
}
