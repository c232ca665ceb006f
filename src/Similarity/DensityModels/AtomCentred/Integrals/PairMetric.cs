using System.Collections.Immutable;
using Similarity.Crystals.Neighbors;
using Similarity.DensityModels.AtomCentred.Basis;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DensityModels.AtomCentred.Integrals;

/// <summary>
/// A matrix of two-centre integrals, filled atom pair by atom pair with a block of two shells.
/// </summary>
internal static class PairMetric
{
    public delegate void AddBlock(
        AuxiliaryShell a,
        AuxiliaryShell b,
        double distanceSquared,
        ReadOnlySpan<double> harmonics,
        Span<double> target,
        int stride);

    /// <summary>
    /// The symmetric matrix of one set of functions; in a crystal Σ_T over images.
    /// </summary>
    /// <param name="reach">Images beyond it are left out.</param>
    public static Matrix<double> Of(
        DensityFunctions functions, AddBlock add, double reach, int threads)
    {
        var matrix = new Matrix<double>(functions.Count, functions.Count);
        bool isMolecule = functions.Crystal.Periodicity == default;
        NeighborList? images =
            isMolecule ? null : NeighborList.Build(functions.Crystal, reach, threads);
        Parallel.For(
            0,
            functions.Crystal.Count,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            i =>
            {
                if (images is null)
                {
                    for (int j = i; j < functions.Crystal.Count; j++)
                    {
                        Vector3D r = functions.Positions[i] - functions.Positions[j];
                        AddAtoms(functions, i, functions, j, r, add, matrix);
                    }

                    return;
                }

                AddAtoms(functions, i, functions, i, default, add, matrix);
                foreach (Neighbor image in images.Of(i))
                {
                    if (image.Site >= i)
                    {
                        Vector3D r = -images.Displacement(i, image);
                        AddAtoms(functions, i, functions, image.Site, r, add, matrix);
                    }
                }
            });
        Mirror(functions, matrix);
        return matrix;
    }

    /// <summary>Rows of the one set of functions, columns of the other; molecules only.</summary>
    public static Matrix<double> Between(
        DensityFunctions a, DensityFunctions b, AddBlock add, int threads)
    {
        var matrix = new Matrix<double>(a.Count, b.Count);
        Parallel.For(
            0,
            a.Crystal.Count,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            i =>
            {
                for (int j = 0; j < b.Crystal.Count; j++)
                {
                    AddAtoms(a, i, b, j, a.Positions[i] - b.Positions[j], add, matrix);
                }
            });
        return matrix;
    }

    private static void AddAtoms(
        DensityFunctions a,
        int i,
        DensityFunctions b,
        int j,
        Vector3D r,
        AddBlock add,
        Matrix<double> matrix)
    {
        ImmutableArray<AuxiliaryShell> rows = a.Shells(i), columns = b.Shells(j);
        int highest = rows[^1].AngularMomentum + columns[^1].AngularMomentum;
        Span<double> harmonics = stackalloc double[SolidHarmonicSeries.Count(highest)];
        SolidHarmonicSeries.Evaluate(highest, r, harmonics);
        double distanceSquared = r.LengthSquared;
        int row = a.Offsets[i];
        foreach (AuxiliaryShell left in rows)
        {
            int column = b.Offsets[j];
            foreach (AuxiliaryShell right in columns)
            {
                add(
                    left,
                    right,
                    distanceSquared,
                    harmonics,
                    matrix.Values[(row * matrix.Columns + column)..],
                    matrix.Columns);
                column += right.Functions;
            }

            row += left.Functions;
        }
    }

    /// <summary>Blocks of atoms i &gt; j from those of i &lt; j.</summary>
    private static void Mirror(DensityFunctions functions, Matrix<double> matrix)
    {
        for (int atom = 0; atom < functions.Crystal.Count; atom++)
        {
            for (int row = functions.Offsets[atom]; row < functions.Offsets[atom + 1]; row++)
            {
                for (int column = 0; column < functions.Offsets[atom]; column++)
                {
                    matrix[row, column] = matrix[column, row];
                }
            }
        }
    }
}
