using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Operators;
using Similarity.Operators.Integrals;

namespace Similarity.Tests.Operators.Integrals;

public sealed class TwoCentreIntegralsTest
{
    // The largest T of the oracle is 8 hartree.
    private const double Tolerance = 1e-12;

    [Fact]
    public void OverlapAndKineticOfSToFAreThoseOfPsi4()
    {
        var oracle = new IntegralOracle("integrals_sf.json");
        var box = new Lattice(Matrix3D.Identity);
        GaussianBasis basis = oracle.Basis(box, Periodicity.None);
        double[] expectedOverlap = oracle.Matrix("overlap");
        double[] expectedKinetic = oracle.Matrix("kinetic");
        int n = basis.Count;
        Assert.Equal(n * n, expectedOverlap.Length);
        foreach (SiteShell a in basis.Shells)
        {
            foreach (SiteShell b in basis.Shells)
            {
                int rows = a.Shell.Functions, columns = b.Shell.Functions;
                double[] overlap = new double[rows * columns];
                double[] kinetic = new double[rows * columns];
                double[] overlapAlone = new double[rows * columns];
                Vector3D displacement = oracle.Centres[b.Site] - oracle.Centres[a.Site];
                TwoCentreIntegrals.OverlapAndKinetic(
                    a.Shell, b.Shell, displacement, overlap, kinetic);
                TwoCentreIntegrals.Overlap(a.Shell, b.Shell, displacement, overlapAlone);
                Assert.Equal(overlap, overlapAlone);
                for (int i = 0; i < overlap.Length; i++)
                {
                    int at = (a.First + i / columns) * n + b.First + i % columns;
                    Assert.Equal(expectedOverlap[at], overlap[i], Tolerance);
                    Assert.Equal(expectedKinetic[at], kinetic[i], Tolerance);
                }
            }
        }
    }

    // −½∇² applied to either side of an s Gaussian: ⟨T⟩ = 3α/2 on site.
    [Fact]
    public void TheKineticEnergyOfAGaussianIsThreeHalvesOfItsExponent()
    {
        var s = GaussianShell.OfNormalizedPrimitives(0, [0.8], [1]);
        double[] overlap = [0], kinetic = [0];
        TwoCentreIntegrals.OverlapAndKinetic(s, s, default, overlap, kinetic);
        Assert.Equal(1, overlap[0], 1e-15);
        Assert.Equal(1.2, kinetic[0], 1e-15);
    }

    [Fact]
    public void BlocksOfAnotherSizeAreRefused()
    {
        var p = GaussianShell.OfNormalizedPrimitives(1, [0.8], [1]);
        Assert.Throws<ArgumentException>(
            () => TwoCentreIntegrals.Overlap(p, p, default, new double[8]));
        Assert.Throws<ArgumentException>(
            () => TwoCentreIntegrals.OverlapAndKinetic(
                p, p, default, new double[9], new double[10]));
    }
}
