using System.Numerics;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Operators;
using Similarity.Operators.Integrals;

namespace Similarity.Tests.Operators.Integrals;

public sealed class LatticePairsTest
{
    private const double Finest = 1e-16;

    // Of sums of some hundred blocks.
    private const double Rounding = 1e-13;

    private static readonly Lattice Triclinic = new(
        new Matrix3D(new(5.2, 0.3, -0.4), new(2.1, 6.1, 0.2), new(-1.4, 0.9, 7.3)));

    public static TheoryData<bool, bool, bool, double> Cases { get; } = new()
    {
        { true, true, true, 1e-3 },
        { true, true, true, 1e-6 },
        { true, true, true, 1e-10 },
        { true, false, true, 1e-6 },
        { false, false, true, 1e-6 },
        { false, false, true, 1e-10 },
        { false, false, false, 1e-3 },
    };

    /// <summary>
    /// Overlap, kinetic energy and Σ |S| r: the three sums that the tolerance is promised for.
    /// </summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void WhatIsLeftOutStaysBelowTheTolerance(bool a, bool b, bool c, double tolerance)
    {
        GaussianBasis basis = Basis(new Periodicity(a, b, c));
        double[][] coarse = AbsoluteSums(LatticePairs.Build(basis, tolerance));
        double[][] fine = AbsoluteSums(LatticePairs.Build(basis, Finest));
        double largest = 0;
        foreach ((double[] kept, double[] all) in coarse.Zip(fine))
        {
            foreach ((double part, double whole) in kept.Zip(all))
            {
                Assert.InRange(whole - part, -Rounding, tolerance + Rounding);
                largest = Math.Max(largest, whole - part);
            }
        }

        // Something is left out, or the test would show nothing.
        Assert.True(largest > 0 || (!a && !b && !c));
    }

    [Fact]
    public void EveryPairWithinReachIsThereOnceInOneOfItsTwoDirections()
    {
        GaussianBasis basis = Basis(Periodicity.Full);
        LatticePairs pairs = LatticePairs.Build(basis, 1e-4);
        HashSet<(int, int, IntegerVector3D)> seen = [];
        int offset = 0;
        foreach (LatticePair pair in pairs.Pairs)
        {
            Assert.True(pair.First >= pair.Second);
            Assert.True(seen.Add((pair.First, pair.Second, pair.Cell)));
            Assert.False(
                seen.Contains((pair.Second, pair.First, -pair.Cell)) && pair.Cell != default);
            Vector3D f = basis.Crystal.Sites[pair.Second].Position
                - basis.Crystal.Sites[pair.First].Position + pair.Cell.ToVector();
            Assert.True((Triclinic.ToCartesian(f) - pair.Displacement).Length < Rounding);
            Assert.Equal(offset, pair.Offset);
            offset += basis.FunctionsOf(pair.First).Count * basis.FunctionsOf(pair.Second).Count;
        }

        Assert.Equal(offset, pairs.ValueCount);
        const int Reach = 12;
        double narrowest = Enumerable.Range(0, 3)
            .Min(axis => 1 / Triclinic.Inverse.Column(axis).Length);
        for (int first = 0; first < basis.Crystal.Count; first++)
        {
            for (int second = 0; second <= first; second++)
            {
                double radius = pairs.BlockOf(new(first, second, default, default, 0)).Radius;
                Assert.InRange(radius, 1, (Reach - 1) * narrowest);
                for (int i = 0; i < (2 * Reach + 1) * (2 * Reach + 1) * (2 * Reach + 1); i++)
                {
                    var n = new IntegerVector3D(
                        i % (2 * Reach + 1) - Reach,
                        i / (2 * Reach + 1) % (2 * Reach + 1) - Reach,
                        i / (2 * Reach + 1) / (2 * Reach + 1) - Reach);
                    Vector3D f = basis.Crystal.Sites[second].Position
                        - basis.Crystal.Sites[first].Position + n.ToVector();
                    double distance = Triclinic.ToCartesian(f).Length;
                    bool listed = seen.Contains((first, second, n))
                        || (first == second && seen.Contains((first, first, -n)));
                    Assert.Equal(distance <= radius, listed);
                }
            }
        }
    }

    [Theory]
    [InlineData(0.05, true)]
    [InlineData(0.15, false)]
    public void AtomsOnTopOfEachOtherAreRefusedByName(double distance, bool refused)
    {
        var crystal = new Crystal(
            new Lattice(Matrix3D.Diagonal(10, 10, 10)),
            [new Site(new Element(14), new(0.5, 0.5, 0.001)),
                new Site(new Element(8), new(0.5, 0.5, 1.001 + distance / 10))]);
        var basis = new GaussianBasis(crystal, [ShellTables.Slater(14), ShellTables.Slater(8)]);
        if (!refused)
        {
            Assert.NotEqual(0, LatticePairs.Build(basis).ValueCount);
            return;
        }

        UnsuitableCrystalException exception =
            Assert.Throws<UnsuitableCrystalException>(() => LatticePairs.Build(basis));
        Assert.Equal(1, exception.Site);
        Assert.Contains("site 2 (O): lies on top of site 1 (Si), 0.0500 bohr", exception.Message);
    }

    [Fact]
    public void AtomsOnTopOfEachOtherInAMoleculeAreOnlyThoseOfOneCell()
    {
        Site[] sites =
        [
            new(new Element(14), new(0.5, 0.5, 0)), new(new Element(8), new(0.5, 0.5, 1.001)),
        ];
        var lattice = new Lattice(Matrix3D.Diagonal(10, 10, 10));
        var molecule = new Crystal(lattice, sites, Periodicity.None);
        GaussianShell[][] shells = [ShellTables.Slater(14), ShellTables.Slater(8)];
        Assert.Equal(3, LatticePairs.Build(new GaussianBasis(molecule, shells)).Pairs.Length);
        Assert.Throws<UnsuitableCrystalException>(
            () => LatticePairs.Build(new GaussianBasis(new Crystal(lattice, sites), shells)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void OtherTolerancesAreRefused(double tolerance) =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => LatticePairs.Build(Basis(Periodicity.Full), tolerance));

    /// <summary>Σ_n |S_ij|, Σ_n |T_ij|, Σ_n |S_ij| r of every i and j.</summary>
    private static double[][] AbsoluteSums(LatticePairs pairs)
    {
        (double[] overlap, double[] kinetic) = PairIntegrals.OverlapAndKinetic(pairs);
        double[] weighted = new double[overlap.Length];
        foreach (LatticePair pair in pairs.Pairs)
        {
            int size = pairs.Basis.FunctionsOf(pair.First).Count
                * pairs.Basis.FunctionsOf(pair.Second).Count;
            for (int i = pair.Offset; i < pair.Offset + size; i++)
            {
                weighted[i] = overlap[i] * pair.Displacement.Length;
            }
        }

        return [Sum(overlap), Sum(kinetic), Sum(weighted)];

        double[] Sum(double[] values)
        {
            int n = pairs.Basis.Count;
            var matrix = new Matrix<Complex>(n, n);
            new BlochSum(pairs).Evaluate(
                default, Array.ConvertAll(values, Math.Abs), matrix);
            return [.. matrix.Values.ToArray().Select(element => element.Real)];
        }
    }

    private static GaussianBasis Basis(Periodicity periodicity)
    {
        var crystal = new Crystal(
            Triclinic,
            [new Site(new Element(22), default), new Site(new Element(8), new(0.4, 0.5, 0.6))],
            periodicity);
        return new GaussianBasis(crystal, [ShellTables.Slater(22), ShellTables.Slater(8)]);
    }
}
