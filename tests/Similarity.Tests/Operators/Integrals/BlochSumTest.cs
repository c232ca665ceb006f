using System.Numerics;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Operators;
using Similarity.Operators.Integrals;

namespace Similarity.Tests.Operators.Integrals;

public sealed class BlochSumTest
{
    private const double Tolerance = 1e-12;

    private static readonly IntegralOracle Oracle = new("integrals_bloch.json");

    [Theory]
    [InlineData(1e-16)]
    [InlineData(1e-13)]
    public void TheSumsOfATriclinicCrystalAreThoseOfPlaneWaves(double cutoffTolerance)
    {
        GaussianBasis basis = Oracle.Basis(Oracle.Cell, Periodicity.Full);
        LatticePairs pairs = LatticePairs.Build(basis, cutoffTolerance);
        (double[] overlap, double[] kinetic) = PairIntegrals.OverlapAndKinetic(pairs);
        Vector3D k = Oracle.Point("k_fractional");
        var s = new Matrix<Complex>(basis.Count, basis.Count);
        var t = new Matrix<Complex>(basis.Count, basis.Count);
        new BlochSum(pairs).Evaluate(k, overlap, s, kinetic, t);
        AssertEqual("S", s);
        AssertEqual("T", t);

        double[] levels = HermitianEigenproblem.Solve(t, s).Values.ToArray();
        double[] expected = Oracle.Numbers("generalised_eigenvalues");
        Assert.Equal(expected.Length, levels.Length);
        Assert.All(
            levels.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, Tolerance));
    }

    private static void AssertEqual(string name, Matrix<Complex> actual)
    {
        double[] real = Oracle.Matrix(name + "_re"), imaginary = Oracle.Matrix(name + "_im");
        Assert.Equal(real.Length, actual.Values.Length);
        for (int i = 0; i < real.Length; i++)
        {
            Assert.Equal(real[i], actual.Values[i].Real, Tolerance);
            Assert.Equal(imaginary[i], actual.Values[i].Imaginary, Tolerance);
        }
    }
}
