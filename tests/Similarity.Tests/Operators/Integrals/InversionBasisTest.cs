using System.Numerics;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Operators;
using Similarity.Operators.Integrals;

namespace Similarity.Tests.Operators.Integrals;

public sealed class InversionBasisTest
{
    private const double LevelAccuracy = 1e-12;
    private const double Rounding = 1e-12;

    private static readonly Vector3D K = new(0.21, -0.13, 0.37);

    /// <summary>
    /// Centres on and off the atoms and off the origin, sites in other cells than their partners.
    /// </summary>
    public static TheoryData<string> Names { get; } =
        new("diamond", "perovskite", "rutile", "slab");

    [Theory]
    [MemberData(nameof(Names))]
    public void LevelsOfTheRealMatricesAreThoseOfTheComplexOnes(string name)
    {
        GaussianBasis basis = Basis(name);
        int n = basis.Count;
        (Matrix<Complex> s, Matrix<Complex> t) = Matrices(basis);
        InversionBasis real = Assert.IsType<InversionBasis>(InversionBasis.Find(basis));
        Matrix<double> realS = new(n, n), realT = new(n, n);
        real.Transform(K, s, realS);
        real.Transform(K, t, realT);

        // Nothing lies in the imaginary parts: the transformation keeps the Frobenius norm.
        Assert.Equal(1, SquaredNorm(s) / realS.Values.ToArray().Sum(x => x * x), Rounding);
        Assert.Equal(1, SquaredNorm(t) / realT.Values.ToArray().Sum(x => x * x), Rounding);

        Eigensystem<double> system = HermitianEigenproblem.Solve(realT, realS);
        Assert.All(
            system.Values.ToArray().Zip(
                HermitianEigenproblem.Solve(t, s, false).Values.ToArray()),
            pair => Assert.Equal(pair.Second, pair.First, LevelAccuracy * n));

        // T c = ε S c for the vectors brought back.
        Matrix<Complex> c = real.Restore(K, system.Vectors!);
        Matrix<Complex> left = t * c, right = s * c;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                Complex difference = left[i, j] - system.Values[j] * right[i, j];
                Assert.True(difference.Magnitude < Rounding * n, $"{difference}");
            }
        }
    }

    [Fact]
    public void CrystalsWithoutACentreHaveNoSuchBasis()
    {
        Assert.Null(InversionBasis.Find(Basis("zincblende")));
        Assert.Null(InversionBasis.Find(Basis("polar slab")));
    }

    private static double SquaredNorm(Matrix<Complex> matrix) =>
        matrix.Values.ToArray().Sum(x => x.Real * x.Real + x.Imaginary * x.Imaginary);

    private static (Matrix<Complex> S, Matrix<Complex> T) Matrices(GaussianBasis basis)
    {
        LatticePairs pairs = LatticePairs.Build(basis);
        (double[] overlap, double[] kinetic) = PairIntegrals.OverlapAndKinetic(pairs);
        var s = new Matrix<Complex>(basis.Count, basis.Count);
        var t = new Matrix<Complex>(basis.Count, basis.Count);
        new BlochSum(pairs).Evaluate(K, overlap, s, kinetic, t);
        return (s, t);
    }

    private static GaussianBasis Basis(string name)
    {
        var fcc = new Lattice(
            new Matrix3D(new(0, 5.1, 5.1), new(5.1, 0, 5.1), new(5.1, 5.1, 0)));
        const double U = 0.305;
        Vector3D shift = new(0.1, 1.2, -0.3);
        Crystal crystal = name switch
        {
            "diamond" => Of(fcc, null, (14, new(0.1, 0.1, 0.1)), (14, new(0.35, 0.35, 0.35))),
            "zincblende" => Of(fcc, null, (31, default), (33, new(0.25, 0.25, 0.25))),
            "perovskite" => Of(
                new Lattice(Matrix3D.Diagonal(7.4, 7.4, 7.4)),
                null,
                (38, shift),
                (22, shift + new Vector3D(0.5, 0.5, 0.5)),
                (8, shift + new Vector3D(0.5, 0.5, 0)),
                (8, shift + new Vector3D(0.5, 0, 0.5)),
                (8, shift + new Vector3D(0, 0.5, 0.5))),
            "rutile" => Of(
                new Lattice(Matrix3D.Diagonal(8.68, 8.68, 5.59)),
                null,
                (58, default),
                (58, new(0.5, 0.5, 0.5)),
                (8, new(U, U, 0)),
                (8, new(1 - U, 2 - U, 3)),
                (8, new(0.5 + U, 0.5 - U, 0.5)),
                (8, new(0.5 - U, 0.5 + U, 0.5))),
            "slab" => Of(
                fcc, new Periodicity(true, true, false), (14, default), (14, new(0.3, 0.2, 1))),
            "polar slab" => Of(
                fcc,
                new Periodicity(true, true, false),
                (14, default),
                (8, new(0.3, 0.2, 0.5)),
                (14, new(0, 0, 2))),
            _ => throw new ArgumentException(name),
        };
        return new GaussianBasis(
            crystal,
            [.. crystal.Sites.ToArray().Select(
                site => ShellTables.Kinetic(site.Element.AtomicNumber))]);
    }

    private static Crystal Of(
        Lattice lattice,
        Periodicity? periodicity,
        params (int Element, Vector3D Position)[] sites) => new(
            lattice,
            sites.Select(site => new Site(new Element(site.Element), site.Position)),
            periodicity);
}
