using System.Numerics;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Operators;
using Similarity.Operators.Integrals;

namespace Similarity.Tests.Operators;

public sealed class InversionSymmetryTest
{
    private static readonly Vector3D General = new(0.13, -0.27, 0.41);

    /// <summary>The same eigenvalues, at a point of no symmetry, wherever the centre is.</summary>
    [Fact]
    public void RealMatricesHaveTheEigenvaluesOfComplexOnes()
    {
        foreach (Crystal crystal in (Crystal[])
            [SmallCrystals.Rutile(), SmallCrystals.Diamond(), Shifted(SmallCrystals.Rutile())])
        {
            OperatorMatrices matrices = new KineticOperator().MatricesOf(crystal, 1);
            InversionSymmetry? inversion =
                InversionSymmetry.Of(matrices.Pairs.Basis, CrystalSymmetry.Of(crystal));
            Assert.NotNull(inversion);
            foreach (double[] values in (double[][])[matrices.Overlap, matrices.Hamiltonian])
            {
                Matrix<Complex> complex = At(matrices, values);
                var real = new Matrix<double>(complex.Rows, complex.Rows);
                Assert.True(inversion.TryMakeReal(General, complex, real));
                double[] expected = HermitianEigenproblem.Solve(complex).Values.ToArray();
                ReadOnlySpan<double> actual = HermitianEigenproblem.Solve(real).Values;
                for (int i = 0; i < expected.Length; i++)
                {
                    Assert.Equal(expected[i], actual[i], 1e-8);
                    Assert.Equal(real[i, 0], real[0, i], 1e-8);
                }
            }
        }
    }

    /// <summary>
    /// A tenth of the symmetry search's tolerance off the place is far off for energies.
    /// </summary>
    [Fact]
    public void AlmostSymmetricIsNotReal()
    {
        Crystal crystal = SmallCrystals.Rutile();
        Site[] sites = crystal.Sites.ToArray();
        sites[2] = sites[2] with { Position = sites[2].Position + new Vector3D(1e-5, 0, 0) };
        var distorted = new Crystal(crystal.Lattice, sites);
        OperatorMatrices matrices = new KineticOperator().MatricesOf(distorted, 1);
        InversionSymmetry? inversion =
            InversionSymmetry.Of(matrices.Pairs.Basis, CrystalSymmetry.Of(distorted));
        Assert.NotNull(inversion);
        Matrix<Complex> overlap = At(matrices, matrices.Overlap);
        Assert.False(inversion.TryMakeReal(General, overlap, new(overlap.Rows, overlap.Rows)));
    }

    [Fact]
    public void ACrystalWithoutInversionHasNone()
    {
        Crystal diamond = SmallCrystals.Diamond();
        var zincblende = new Crystal(
            diamond.Lattice,
            [diamond.Sites[0] with { Element = new(14) }, diamond.Sites[1]]);
        GaussianBasis basis = new KineticOperator().MatricesOf(zincblende, 1).Pairs.Basis;
        Assert.Null(InversionSymmetry.Of(basis, CrystalSymmetry.Of(zincblende)));
    }

    private static Matrix<Complex> At(OperatorMatrices matrices, double[] values)
    {
        int order = matrices.Pairs.Basis.Count;
        var matrix = new Matrix<Complex>(order, order);
        new BlochSum(matrices.Pairs).Evaluate(General, values, matrix);
        return matrix;
    }

    private static Crystal Shifted(Crystal crystal) => new(
        crystal.Lattice,
        crystal.Sites.ToArray().Select(site =>
            site with { Position = site.Position + new Vector3D(0.37, -1.21, 5.55) }));
}
