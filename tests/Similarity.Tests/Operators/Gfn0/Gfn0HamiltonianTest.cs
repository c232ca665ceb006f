using System.Collections.Immutable;
using System.Numerics;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Operators;
using Similarity.Operators.Gfn0;
using Similarity.Operators.Integrals;

namespace Similarity.Tests.Operators.Gfn0;

public class Gfn0HamiltonianTest
{
    private const double EnergyTolerance = 1e-11;

    // Nearly dependent functions have energies up to thousands of volts, which rounding of S moves
    // by 1e-9 of themselves in the oracle: its digits there change with the order of its sums.
    private const double HighEnergyTolerance = 2e-9;

    // xtb prints eight decimals of an electronvolt.
    private const double XtbTolerance = 1e-8;

    private const double ElementTolerance = 1e-12;

    // No threshold of the oracles but this one, which removes nothing from the published method.
    private const double Threshold = 1e-5;

    [Theory]
    [MemberData(nameof(Gfn0Oracle.Molecules), MemberType = typeof(Gfn0Oracle))]
    public void OrbitalEnergiesOfMolecules(string name)
    {
        Gfn0Oracle oracle = Gfn0Oracle.Molecule(name);
        var hamiltonian = new TestHamiltonian(
            oracle.Structure, oracle.Entry.GetProperty("charge").GetDouble());

        double[] energies = hamiltonian.Bands(default, Threshold);

        AssertEqual(oracle.Numbers("orbital_energies_hartree"), energies, EnergyTolerance);
        double[] xtb = Gfn0Oracle.Numbers(
            oracle.Entry.GetProperty("xtb651").GetProperty("orbital_energies_eV"));
        AssertEqual(xtb, [.. energies.Select(e => e * Gfn0Units.HartreeInEv)], XtbTolerance);
        Assert.Equal(
            oracle.Entry.GetProperty("valence_electrons").GetInt32(),
            hamiltonian.Atoms.Elements.Sum(e => e.ValenceElectrons)
                - oracle.Entry.GetProperty("charge").GetInt32());
    }

    [Theory]
    [InlineData("H2O")]
    [InlineData("ZnO")]
    public void ElementsOfMolecules(string name)
    {
        Gfn0Oracle oracle = Gfn0Oracle.Molecule(name);
        var hamiltonian = new TestHamiltonian(oracle.Structure);

        (Matrix<Complex> s, Matrix<Complex> h) = hamiltonian.At(default);

        AssertEqual(
            [.. oracle.Rows("overlap").SelectMany(row => row)],
            [.. s.Values.ToArray().Select(z => z.Real)],
            ElementTolerance);
        AssertEqual(
            [.. oracle.Rows("hamiltonian").SelectMany(row => row)],
            [.. h.Values.ToArray().Select(z => z.Real)],
            ElementTolerance);
        AssertEqual(
            oracle.Numbers("shell_levels_hartree"),
            [.. hamiltonian.Atoms.Levels.SelectMany(levels => levels)],
            ElementTolerance);
    }

    [Theory]
    [MemberData(nameof(Gfn0Oracle.Crystals), MemberType = typeof(Gfn0Oracle))]
    public void BandsOfCrystals(string name)
    {
        Gfn0Oracle oracle = Gfn0Oracle.Crystal(name);
        var hamiltonian = new TestHamiltonian(oracle.Structure);

        AssertEqual(
            oracle.Numbers("shell_levels_hartree"),
            [.. hamiltonian.Atoms.Levels.SelectMany(levels => levels)],
            ElementTolerance);
        AssertBands(oracle, hamiltonian, Threshold);
    }

    [Theory]
    [MemberData(nameof(Gfn0Oracle.Crystals), MemberType = typeof(Gfn0Oracle))]
    public void BandsOfCrystalsWithDistancesSaturated(string name)
    {
        Gfn0Oracle oracle = Gfn0Oracle.SaturatedCrystal(name);
        var hamiltonian = new TestHamiltonian(
            oracle.Structure,
            largestRatio: Gfn0Operator.LargestRatio(Gfn0Variant.Saturated, isMolecule: false));

        AssertBands(oracle, hamiltonian, 1e-3);
    }

    [Fact]
    public void NeitherMotionNorOrderMatters()
    {
        Crystal crystal = OperatorCases.RandomCrystal(21, 5);
        int[] order = [3, 0, 4, 1, 2];
        Site[] sites = crystal.Sites.ToArray();
        var k = new Vector3D(0.13, -0.27, 0.41);
        double[] expected = new TestHamiltonian(crystal).Bands(k, Threshold);

        foreach (Crystal other in new[]
        {
            OperatorCases.Rotated(crystal, 1.1),
            OperatorCases.Translated(crystal, new(0.2, 0.6, -0.3)),
            new Crystal(crystal.Lattice, order.Select(i => sites[i])),
        })
        {
            AssertBands(expected, new TestHamiltonian(other).Bands(k, Threshold));
        }
    }

    [Fact]
    public void ASupercellFoldsTheBandsOfItsCell()
    {
        Crystal crystal = OperatorCases.RandomCrystal(22, 3);
        var k = new Vector3D(0.1, 0.2, -0.3);
        var cell = new TestHamiltonian(crystal);
        var supercell = new TestHamiltonian(OperatorCases.Supercell(crystal, 2, 1, 1));

        double[] folded = [..
            cell.Bands(k, Threshold)
                .Concat(cell.Bands(k + new Vector3D(0.5, 0, 0), Threshold))
                .Order()];

        AssertBands(folded, supercell.Bands(new(2 * k.X, k.Y, k.Z), Threshold));
    }

    private static void AssertBands(
        Gfn0Oracle oracle, TestHamiltonian hamiltonian, double threshold)
    {
        double[][] points = oracle.Rows("kpoints_fractional");
        double[][] bands = oracle.Rows("band_energies_hartree");
        for (int i = 0; i < points.Length; i++)
        {
            double[] energies =
                hamiltonian.Bands(new(points[i][0], points[i][1], points[i][2]), threshold);

            AssertBands(bands[i], energies);
        }
    }

    private static void AssertBands(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int band = 0; band < expected.Length; band++)
        {
            double size = Math.Abs(expected[band]);
            Assert.Equal(
                expected[band],
                actual[band],
                size < 1 ? EnergyTolerance : HighEnergyTolerance * size);
        }
    }

    private static void AssertEqual(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }

    private sealed class TestHamiltonian
    {
        private const double PairTolerance = 1e-13;

        private readonly LatticePairs pairs;
        private readonly double[] overlap;
        private readonly double[] hamiltonian;

        public TestHamiltonian(
            Crystal crystal,
            double charge = 0,
            double largestRatio = double.PositiveInfinity)
        {
            ImmutableArray<Gfn0Element> elements = Gfn0Atoms.ElementsOf(crystal);
            Atoms = Gfn0Atoms.Of(crystal, elements, charge, 1);
            pairs = LatticePairs.Build(Gfn0Hamiltonian.Basis(crystal, elements), PairTolerance);
            overlap = PairIntegrals.Overlap(pairs);
            hamiltonian = Gfn0Hamiltonian.Of(pairs, Atoms, overlap, largestRatio);
        }

        public Gfn0Atoms Atoms { get; }

        public (Matrix<Complex> Overlap, Matrix<Complex> Hamiltonian) At(Vector3D k)
        {
            int n = pairs.Basis.Count;
            Matrix<Complex> s = new(n, n), h = new(n, n);
            new BlochSum(pairs).Evaluate(k, overlap, s, hamiltonian, h);
            return (s, h);
        }

        public double[] Bands(Vector3D k, double threshold)
        {
            (Matrix<Complex> s, Matrix<Complex> h) = At(k);
            return CanonicalOrthogonalization.Values(h, s, threshold).Values.ToArray();
        }
    }
}
