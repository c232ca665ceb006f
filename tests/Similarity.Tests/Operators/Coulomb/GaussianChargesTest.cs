using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Operators.Coulomb;

namespace Similarity.Tests.Operators.Coulomb;

public class GaussianChargesTest
{
    // Interactions are sums of up to a few thousand terms of order 1.
    private const double SumTolerance = 2e-13;

    private static readonly Element Sodium = new(11);

    /// <summary>
    /// Constants of lattices of point charges ±1, energy per pair times the nearest distance:
    /// Borwein et al., Lattice Sums Then and Now (2013).
    /// </summary>
    [Theory]
    [InlineData("NaCl", 1.747564594633182190636)]
    [InlineData("CsCl", 1.762674773070988382790)]
    [InlineData("ZnS", 1.638055053388789423750)]
    [InlineData("layer", 1.615542626712824722)]
    [InlineData("chain", 1.386294361119890618834)]
    public void MadelungConstants(string name, double expected)
    {
        Crystal crystal = IonicCrystal(name, 5.3, out double nearest);
        double[] charges = [1, -1];

        Matrix<double> interactions = GaussianCharges.Interactions(crystal, [0, 0]);

        // A wire's images are seen by their quadrupoles.
        double tolerance = name == "chain" ? 1e-7 : 1e-12;
        Assert.Equal(expected, -nearest * Energy(interactions, charges), tolerance);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void DoNotDependOnTheSplitting(ulong seed)
    {
        Crystal crystal = OperatorCases.RandomCrystal(seed, 6);
        double[] widths = [.. Enumerable.Range(0, 6).Select(i => 0.3 + 0.5 * i)];
        double eta = EwaldSplitting.Cheapest(crystal).Eta;

        Matrix<double> usual = GaussianCharges.Interactions(crystal, widths);
        Matrix<double> real = EwaldSum.Of(crystal, widths, new(0.6 * eta));
        Matrix<double> reciprocal = EwaldSum.Of(crystal, widths, new(1.7 * eta));

        AssertEqual(usual, real, SumTolerance);
        AssertEqual(usual, reciprocal, SumTolerance);
    }

    [Fact]
    public void DoNotDependOnThreads()
    {
        Crystal crystal = OperatorCases.RandomCrystal(4, 30);
        double[] widths = [.. Enumerable.Repeat(1.2, 30)];

        Assert.Equal(
            GaussianCharges.Interactions(crystal, widths, 1).Values.ToArray(),
            GaussianCharges.Interactions(crystal, widths, 3).Values.ToArray());
    }

    [Fact]
    public void ASupercellHasTheEnergyOfItsCells()
    {
        Crystal crystal = OperatorCases.RandomCrystal(5, 4);
        double[] widths = [0.5, 0, 1.7, 2.9], charges = [0.7, -1.1, 0.9, -0.5];
        Crystal supercell = OperatorCases.Supercell(crystal, 2, 1, 3);
        double[] repeatedWidths = [.. Enumerable.Repeat(widths, 6).SelectMany(w => w)];
        double[] repeatedCharges = [.. Enumerable.Repeat(charges, 6).SelectMany(q => q)];

        double one = Energy(GaussianCharges.Interactions(crystal, widths), charges);
        double six = Energy(
            GaussianCharges.Interactions(supercell, repeatedWidths), repeatedCharges);

        Assert.Equal(6 * one, six, 10 * SumTolerance);
    }

    /// <summary>
    /// A large charge-free vacuum is what isolation means: the energy of a polar slab or wire in it
    /// does not change with its width.
    /// </summary>
    [Theory]
    [InlineData(true, 1e-11)]
    [InlineData(false, 1e-5)]
    public void TheVacuumAroundASlabOrAWireDoesNotMatter(bool slab, double tolerance)
    {
        Crystal bulk = OperatorCases.RandomCrystal(6, 4);
        var crystal = new Crystal(
            bulk.Lattice, bulk.Sites.ToArray(), new Periodicity(true, slab, false));
        double[] widths = [0.5, 0.9, 1.7, 2.9], charges = [0.7, -1.1, 0.9, -0.5];

        double usual = Energy(GaussianCharges.Interactions(crystal, widths), charges);
        double wide = EnergyInVacuum(crystal, widths, charges, 240);

        Assert.Equal(wide, usual, tolerance);
        Assert.NotEqual(
            Energy(GaussianCharges.Interactions(bulk, widths), charges), usual, 1e-3);
    }

    [Fact]
    public void APolarChainHasTheEnergyOfItsDirectSum()
    {
        // A neutral cell seen by another at distance n: dipoles ∝ 1/n³ once ±n are added, so
        // 10⁴ cells on either side leave 10⁻⁸.
        Crystal bulk = OperatorCases.RandomCrystal(7, 3);
        var wire = new Crystal(
            bulk.Lattice, bulk.Sites.ToArray(), new Periodicity(false, true, false));
        double[] widths = [0.8, 1.1, 1.5], charges = [0.6, 0.3, -0.9];
        Vector3D step = bulk.Lattice.Vectors.Row1;
        double direct = 0;
        for (int n = -10000; n <= 10000; n++)
        {
            for (int i = 0; i < 3; i++)
            {
                for (int j = 0; j < 3; j++)
                {
                    double r = (wire.CartesianPosition(j) + n * step
                        - wire.CartesianPosition(i)).Length;
                    double gamma = 1 / double.Hypot(widths[i], widths[j]);
                    direct += r == 0
                        ? 0
                        : 0.5 * charges[i] * charges[j] * SpecialFunctions.Erf(gamma * r) / r;
                }
            }
        }

        Assert.Equal(
            direct, Energy(GaussianCharges.Interactions(wire, widths), charges), 1e-5);
    }

    private static double EnergyInVacuum(
        Crystal crystal, double[] widths, double[] charges, double vacuum)
    {
        var images = IsolatedImages.Of(crystal, vacuum);
        Matrix<double> interactions = EwaldSum.Of(
            images.Repeated, widths, EwaldSplitting.Cheapest(images.Repeated));
        images.RemoveDipoles(interactions);
        return Energy(interactions, charges);
    }

    private static double Energy(Matrix<double> interactions, double[] charges)
    {
        double sum = 0;
        for (int i = 0; i < charges.Length; i++)
        {
            for (int j = 0; j < charges.Length; j++)
            {
                sum += 0.5 * charges[i] * interactions[i, j] * charges[j];
            }
        }

        return sum;
    }

    private static void AssertEqual(Matrix<double> a, Matrix<double> b, double tolerance)
    {
        for (int i = 0; i < a.Values.Length; i++)
        {
            Assert.Equal(a.Values[i], b.Values[i], tolerance);
        }
    }

    private static Crystal IonicCrystal(string name, double edge, out double nearest)
    {
        double h = edge / 2;
        Matrix3D faceCentred = new(new(0, h, h), new(h, 0, h), new(h, h, 0));
        Matrix3D square = new(new(h, h, 0), new(h, -h, 0), new(0, 0, h));
        (Matrix3D vectors, double fraction, Periodicity periodicity, nearest) = name switch
        {
            "NaCl" => (faceCentred, 0.5, Periodicity.Full, h),
            "ZnS" => (faceCentred, 0.25, Periodicity.Full, edge * Math.Sqrt(3) / 4),
            "CsCl" => (
                Matrix3D.Diagonal(edge, edge, edge),
                0.5,
                Periodicity.Full,
                edge * Math.Sqrt(3) / 2),
            "layer" => (square, 0.5, new Periodicity(true, true, false), h),
            _ => (Matrix3D.Diagonal(edge, h, h), 0.5, new Periodicity(true, false, false), h),
        };
        Vector3D position = periodicity switch
        {
            { C: true } => new(fraction, fraction, fraction),
            { B: true } => new(0.5, 0.5, 0),
            _ => new(0.5, 0, 0),
        };
        return new Crystal(
            new Lattice(vectors), [new(Sodium, default), new(Sodium, position)], periodicity);
    }
}
