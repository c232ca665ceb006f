using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Operators.Gfn0;

namespace Similarity.Tests.Operators.Gfn0;

public class ChargeEquilibrationTest
{
    // Both sides solve the same well-conditioned system in double precision.
    private const double OracleTolerance = 1e-12;

    // xtb prints eight decimals.
    private const double XtbTolerance = 1e-8;

    // The same sums in another order or with another splitting.
    private const double RoundingTolerance = 1e-12;

    [Theory]
    [MemberData(nameof(Gfn0Oracle.Molecules), MemberType = typeof(Gfn0Oracle))]
    public void ChargesOfMolecules(string name)
    {
        Gfn0Oracle oracle = Gfn0Oracle.Molecule(name);
        double total = oracle.Entry.GetProperty("charge").GetDouble();

        (double[] numbers, double[] charges) = Of(oracle.Structure, total);

        AssertEqual(oracle.Numbers("cn_capped"), numbers, OracleTolerance);
        AssertEqual(oracle.Numbers("charges"), charges, OracleTolerance);
        double[] xtb = Gfn0Oracle.Numbers(
            oracle.Entry.GetProperty("xtb651").GetProperty("charges"));
        AssertEqual(xtb, charges, XtbTolerance);
    }

    [Theory]
    [MemberData(nameof(Gfn0Oracle.Crystals), MemberType = typeof(Gfn0Oracle))]
    public void ChargesOfCrystals(string name)
    {
        Gfn0Oracle oracle = Gfn0Oracle.Crystal(name);

        (double[] numbers, double[] charges) = Of(oracle.Structure, 0);

        AssertEqual(oracle.Numbers("cn_capped"), numbers, OracleTolerance);
        AssertEqual(oracle.Numbers("charges"), charges, OracleTolerance);
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public void NeitherMotionNorRepetitionNorOrderMatters(ulong seed)
    {
        Crystal crystal = OperatorCases.RandomCrystal(seed, 7);
        (double[] numbers, double[] charges) = Of(crystal, 0);
        int[] order = [3, 0, 6, 1, 5, 2, 4];
        Site[] sites = crystal.Sites.ToArray();
        var reordered = new Crystal(crystal.Lattice, order.Select(i => sites[i]));

        AssertSame(Of(OperatorCases.Rotated(crystal, 0.7), 0));
        AssertSame(Of(OperatorCases.Translated(crystal, new(0.3, -0.45, 0.77)), 0));
        (double[] repeatedNumbers, double[] repeatedCharges) =
            Of(OperatorCases.Supercell(crystal, 1, 2, 2), 0);
        for (int copy = 0; copy < 4; copy++)
        {
            AssertSame((repeatedNumbers[(7 * copy)..][..7], repeatedCharges[(7 * copy)..][..7]));
        }

        (_, double[] reorderedCharges) = Of(reordered, 0);
        AssertEqual([.. order.Select(i => charges[i])], reorderedCharges, RoundingTolerance);
        Assert.Equal(0, charges.Sum(), RoundingTolerance);
        Assert.True(charges.Max() > 0.1);

        void AssertSame((double[] Numbers, double[] Charges) other)
        {
            AssertEqual(numbers, other.Numbers, RoundingTolerance);
            AssertEqual(charges, other.Charges, RoundingTolerance);
        }
    }

    /// <summary>
    /// Water in ever larger boxes: its images are dipoles at a distance L, so the charges tend to
    /// those of the molecule as L⁻³.
    /// </summary>
    [Fact]
    public void AMoleculeInALargeBoxIsAMolecule()
    {
        Crystal water = Gfn0Oracle.Molecule("H2O").Structure;
        double isolated = Of(water, 0).Charges[0];
        double near = InBox(60).Charges[0] - isolated, far = InBox(120).Charges[0] - isolated;

        Assert.InRange(Math.Abs(near), 1e-5, 1e-3);
        Assert.Equal(8, near / far, 0.1);

        (double[] Numbers, double[] Charges) InBox(double edge)
        {
            var lattice = new Lattice(Matrix3D.Diagonal(edge, edge, edge));
            return Of(
                new Crystal(lattice, Enumerable.Range(0, 3).Select(i => new Site(
                    water.Sites[i].Element, lattice.ToFractional(water.CartesianPosition(i))))),
                0);
        }
    }

    private static (double[] Numbers, double[] Charges) Of(Crystal crystal, double total)
    {
        Gfn0Element[] elements = [.. crystal.Sites.ToArray().Select(
            site => Gfn0Parameters.Published.Find(site.Element)!)];
        double[] numbers = [.. CoordinationNumbers.Of(crystal, elements, 1)];
        return (numbers, [.. ChargeEquilibration.Charges(crystal, elements, numbers, total, 1)]);
    }

    private static void AssertEqual(double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], tolerance);
        }
    }
}
