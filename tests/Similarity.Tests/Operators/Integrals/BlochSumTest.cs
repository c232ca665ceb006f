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
    private const double Rounding = 1e-13;

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

    [Fact]
    public void WhereTwiceKIsAnIntegerTheSumsAreRealAndCanBeHadReal()
    {
        (BlochSum sum, double[] overlap, double[] kinetic, int n) = Rutile();
        foreach (Vector3D k in (Vector3D[])
            [default, new(0.5, 0, 0), new(-0.5, 1, 0.5), new(0.5, 0.5, 0.5)])
        {
            Assert.True(BlochSum.IsRealAt(k));
            var s = new Matrix<Complex>(n, n);
            var realS = new Matrix<double>(n, n);
            var realT = new Matrix<double>(n, n);
            sum.Evaluate(k, overlap, s);
            realS.Values.Fill(double.NaN);
            sum.Evaluate(k, overlap, realS, kinetic, realT);
            for (int i = 0; i < n * n; i++)
            {
                Assert.Equal(0, s.Values[i].Imaginary, Rounding);
                Assert.Equal(s.Values[i].Real, realS.Values[i], Rounding);
            }

            var alone = new Matrix<double>(n, n);
            sum.Evaluate(k, kinetic, alone);
            Assert.Equal(alone.Values, realT.Values);
        }

        var general = new Vector3D(0.25, 0, 0);
        Assert.False(BlochSum.IsRealAt(general));
        Assert.Throws<ArgumentException>(
            () => sum.Evaluate(general, overlap, new Matrix<double>(n, n)));
    }

    [Fact]
    public void TheSumsAreHermitianPositiveAndPeriodic()
    {
        (BlochSum sum, double[] overlap, double[] kinetic, int n) = Rutile();
        var k = new Vector3D(0.17, -0.31, 0.44);
        var s = new Matrix<Complex>(n, n);
        var t = new Matrix<Complex>(n, n);
        var shifted = new Matrix<Complex>(n, n);
        sum.Evaluate(k, overlap, s, kinetic, t);
        sum.Evaluate(k + new Vector3D(1, -2, 3), overlap, shifted);
        foreach (Matrix<Complex> matrix in (Matrix<Complex>[])[s, t])
        {
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    Assert.Equal(Complex.Conjugate(matrix[i, j]), matrix[j, i]);
                }
            }

            Assert.True(HermitianEigenproblem.Solve(matrix, false).Values[0] > 0);
        }

        for (int i = 0; i < n * n; i++)
        {
            Assert.True((s.Values[i] - shifted.Values[i]).Magnitude < Rounding);
        }

        var alone = new Matrix<Complex>(n, n);
        sum.Evaluate(k, kinetic, alone);
        Assert.Equal(alone.Values, t.Values);
    }

    /// <summary>
    /// Levels at Γ of two cells side by side are those of one cell at k = 0 and ½.
    /// </summary>
    [Fact]
    public void ASupercellFoldsTheLevels()
    {
        GaussianShell[] shells = ShellTables.Kinetic(22);
        var cell = new Lattice(new Matrix3D(new(5.5, 0, 0), new(0.3, 6, 0), new(-0.2, 0.4, 6.2)));
        Vector3D a = cell.Vectors.Row0;
        var doubled = new Lattice(new Matrix3D(2 * a, cell.Vectors.Row1, cell.Vectors.Row2));
        var titanium = new Element(22);
        var one = new Crystal(cell, [new Site(titanium, new(0.1, 0.2, 0.3))]);
        var two = new Crystal(
            doubled,
            [new Site(titanium, new(0.05, 0.2, 0.3)), new Site(titanium, new(0.55, 0.2, 0.3))]);
        double[] folded =
        [
            .. Levels(one, shells, default), .. Levels(one, shells, new(0.5, 0, 0)),
        ];
        Array.Sort(folded);
        double[] levels = Levels(two, shells, default);
        Assert.Equal(folded.Length, levels.Length);
        Assert.All(folded.Zip(levels), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }

    [Fact]
    public void ArraysOfOtherSizesAreRefused()
    {
        (BlochSum sum, double[] overlap, _, int n) = Rutile();
        Assert.Throws<ArgumentException>(
            () => sum.Evaluate(default, overlap.AsSpan(1), new Matrix<Complex>(n, n)));
        Assert.Throws<ArgumentException>(
            () => sum.Evaluate(default, overlap, new Matrix<Complex>(n, n + 1)));
        Assert.Throws<ArgumentException>(
            () => sum.Evaluate(default, overlap, new Matrix<double>(n + 1, n)));
    }

    private static (BlochSum Sum, double[] Overlap, double[] Kinetic, int Count) Rutile()
    {
        const double U = 0.305;
        Element titanium = new(22), oxygen = new(8);
        var crystal = new Crystal(
            new Lattice(Matrix3D.Diagonal(8.68, 8.68, 5.59)),
            [new Site(titanium, default), new Site(titanium, new(0.5, 0.5, 0.5)),
                new Site(oxygen, new(U, U, 0)), new Site(oxygen, new(-U, -U, 0)),
                new Site(oxygen, new(0.5 + U, 0.5 - U, 0.5)),
                new Site(oxygen, new(0.5 - U, 0.5 + U, 0.5))]);
        GaussianShell[] ti = ShellTables.Slater(22), o = ShellTables.Slater(8);
        LatticePairs pairs = LatticePairs.Build(new GaussianBasis(crystal, [ti, ti, o, o, o, o]));
        (double[] overlap, double[] kinetic) = PairIntegrals.OverlapAndKinetic(pairs);
        return (new BlochSum(pairs), overlap, kinetic, pairs.Basis.Count);
    }

    private static double[] Levels(Crystal crystal, GaussianShell[] shells, Vector3D k)
    {
        var basis = new GaussianBasis(
            crystal, [.. Enumerable.Repeat(shells, crystal.Count)]);
        LatticePairs pairs = LatticePairs.Build(basis, 1e-14);
        (double[] overlap, double[] kinetic) = PairIntegrals.OverlapAndKinetic(pairs);
        var s = new Matrix<double>(basis.Count, basis.Count);
        var t = new Matrix<double>(basis.Count, basis.Count);
        new BlochSum(pairs).Evaluate(k, overlap, s, kinetic, t);
        return HermitianEigenproblem.Solve(t, s, false).Values.ToArray();
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
