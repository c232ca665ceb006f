using Similarity.Numerics;

namespace Similarity.Operators.Integrals;

/// <summary>
/// Fills the blocks of pairs: with f_m(r) of two shells and D, D' that turn their harmonics to the
/// axis of the pair, the block is Σ_m D_mi f_|m| D'_mj, |m| ≤ min(l, l') (Slater and Koster,
/// doi:10.1103/PhysRev.94.1498). Owns scratch space: one per thread.
/// </summary>
internal sealed class PairBlockKernel
{
    private readonly HarmonicRotation rotation = new();
    private readonly double[] functions = new double[GaussianShell.HighestAngularMomentum + 1];

    public void Evaluate(
        SitePairBlock block, LatticePair pair, double[] overlap, double[]? kinetic)
    {
        double r = pair.Displacement.Length;

        // On one site shells of different l are orthogonal, and any axis serves.
        Vector3D axis = r == 0 ? new Vector3D(0, 0, 1) : pair.Displacement / r;
        rotation.Set(axis, block.HighestL);
        var point = new RadialPoint(r);
        foreach (ShellBlock shells in block.Shells)
        {
            if (r > shells.Radius || (r == 0 && shells.RowL != shells.ColumnL))
            {
                continue;
            }

            int start = pair.Offset + shells.Row * block.Columns + shells.Column;
            shells.Pair.Overlap.Evaluate(r, point, functions);
            Turn(shells, overlap.AsSpan(start), block.Columns);
            if (kinetic is not null)
            {
                shells.Pair.Kinetic.Evaluate(r, point, functions);
                Turn(shells, kinetic.AsSpan(start), block.Columns);
            }
        }
    }

    private void Turn(ShellBlock shells, Span<double> target, int stride)
    {
        int rows = 2 * shells.RowL + 1, columns = 2 * shells.ColumnL + 1;
        int highest = Math.Min(shells.RowL, shells.ColumnL);
        ReadOnlySpan<double> left = rotation.Of(shells.RowL);
        ReadOnlySpan<double> right = rotation.Of(shells.ColumnL);
        for (int m = -highest; m <= highest; m++)
        {
            double f = shells.Sign * functions[Math.Abs(m)];
            ReadOnlySpan<double> a = left.Slice((shells.RowL + m) * rows, rows);
            ReadOnlySpan<double> b = right.Slice((shells.ColumnL + m) * columns, columns);
            for (int i = 0; i < a.Length; i++)
            {
                double factor = f * a[i];
                Span<double> row = target.Slice(i * stride, b.Length);
                for (int j = 0; j < b.Length; j++)
                {
                    row[j] += factor * b[j];
                }
            }
        }
    }
}
