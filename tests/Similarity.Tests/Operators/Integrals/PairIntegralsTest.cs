using System.Globalization;
using System.Text.Json;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Operators;
using Similarity.Operators.Integrals;

namespace Similarity.Tests.Operators.Integrals;

public sealed class PairIntegralsTest
{
    // Of the largest integral of a pair, at least 1; kinetic energies of close pairs reach 10.
    private const double Accuracy = 1e-13;

    // On-site kinetic energies are 0.4 to 170 hartree.
    private const double OracleAccuracy = 1e-12;

    private static readonly Lattice Frame = new(Matrix3D.Identity);

    [Fact]
    public void TheTablesAgreeWithTheExactIntegrals()
    {
        var random = new RandomStream(11);
        int compared = 0;
        for (int i = 0; i < RandomCases.Count(300); i++)
        {
            bool kinetic = random.Below(2) == 0;
            GaussianShell[] a = Shells(kinetic, 1 + random.Below(86));
            GaussianShell[] b = Shells(kinetic, 1 + random.Below(86));

            // Below the tables' start at times, and to where little is left.
            double distance = 0.2 * Math.Pow(100, random.Uniform());
            var direction = new Vector3D(random.Normal(), random.Normal(), random.Normal());
            compared += AssertExact(a, b, distance / direction.Length * direction);
        }

        Assert.True(compared > 1000, $"only {compared} blocks of shells were compared");
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(1.125)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(7.999999999999999)]
    [InlineData(8)]
    public void TheTablesAgreeAtTheBordersOfTheirIntervals(double distance)
    {
        GaussianShell[] titanium = ShellTables.Slater(22), cerium = ShellTables.Kinetic(58);
        AssertExact(titanium, cerium, new Vector3D(0, 0, distance));
        AssertExact(cerium, titanium, new Vector3D(0, 0, -distance));
        AssertExact(cerium, cerium, new Vector3D(distance, 0, 0));
    }

    [Fact]
    public void OnSiteKineticEnergiesAreThoseOfTheOracle()
    {
        using var oracle = JsonDocument.Parse(
            File.ReadAllBytes(RepositoryFile.Oracle("operators/kinetic_onsite.json")));
        int compared = 0;
        foreach (JsonProperty element in oracle.RootElement.GetProperty("shells").EnumerateObject())
        {
            GaussianShell[] shells = ShellTables.Kinetic(
                int.Parse(element.Name, CultureInfo.InvariantCulture));
            double[] expected = [..
                from shell in element.Value.EnumerateArray()
                select shell.GetProperty("T").GetDouble()];
            LatticePairs pairs = LatticePairs.Build(Molecule((default, shells)));
            (double[] overlap, double[] kinetic) = PairIntegrals.OverlapAndKinetic(pairs);
            int n = pairs.Basis.Count;
            Assert.Equal(n * n, overlap.Length);
            foreach ((SiteShell shell, double energy) in
                pairs.Basis.Shells.ToArray().Zip(expected))
            {
                for (int i = shell.First; i < shell.First + shell.Shell.Functions; i++)
                {
                    Assert.Equal(1, overlap[i * n + i], OracleAccuracy);
                    Assert.Equal(energy, kinetic[i * n + i], OracleAccuracy * Math.Max(1, energy));
                    compared++;
                }
            }
        }

        Assert.True(compared > 100);
    }

    [Fact]
    public void OneSiteIsOrthonormalAndNeighboursKnowOfEachOther()
    {
        GaussianShell[] silicon = ShellTables.Slater(14);
        LatticePairs pairs = LatticePairs.Build(
            Molecule((default, silicon), (new(2, 3, 1), silicon)));
        Assert.Equal([(0, 0), (1, 0), (1, 1)], Sites(pairs));
        double[] overlap = PairIntegrals.Overlap(pairs);
        (double[] same, _) = PairIntegrals.OverlapAndKinetic(pairs);
        Assert.Equal(overlap, same);
        Assert.Equal(new Vector3D(-2, -3, -1), pairs.Pairs[1].Displacement);
    }

    [Fact]
    public void ThreadsChangeNothing()
    {
        GaussianShell[] silicon = ShellTables.Slater(14);
        var diamond = new Crystal(
            new Lattice(new Matrix3D(new(0, 5.13, 5.13), new(5.13, 0, 5.13), new(5.13, 5.13, 0))),
            [new Site(new Element(14), default),
                new Site(new Element(14), new(0.25, 0.25, 0.25))]);
        var basis = new GaussianBasis(diamond, [silicon, silicon]);
        LatticePairs one = LatticePairs.Build(basis, threads: 1);
        LatticePairs many = LatticePairs.Build(basis, threads: 5);
        Assert.Equal(one.Pairs.ToArray(), many.Pairs.ToArray());
        (double[] overlap, double[] kinetic) = PairIntegrals.OverlapAndKinetic(one, 1);
        (double[] otherOverlap, double[] otherKinetic) = PairIntegrals.OverlapAndKinetic(many, 5);
        Assert.Equal(overlap, otherOverlap);
        Assert.Equal(kinetic, otherKinetic);
    }

    /// <summary>Compares all blocks of a molecule of two atoms; returns their number.</summary>
    private static int AssertExact(GaussianShell[] a, GaussianShell[] b, Vector3D fromAToB)
    {
        LatticePairs pairs = LatticePairs.Build(Molecule((fromAToB, b), (default, a)), 1e-16);
        (double[] overlap, double[] kinetic) = PairIntegrals.OverlapAndKinetic(pairs);
        if (pairs.Pairs.Length < 3)
        {
            return 0;
        }

        LatticePair pair = pairs.Pairs[1];
        Assert.Equal((1, 0), (pair.First, pair.Second));
        int columns = b.Sum(shell => shell.Functions), row = 0;
        foreach (GaussianShell left in a)
        {
            int column = 0;
            foreach (GaussianShell right in b)
            {
                double[] s = new double[left.Functions * right.Functions];
                double[] t = new double[s.Length];
                TwoCentreIntegrals.OverlapAndKinetic(left, right, fromAToB, s, t);
                double scale = Math.Max(1, t.Max(Math.Abs));
                for (int i = 0; i < s.Length; i++)
                {
                    int at = pair.Offset + (row + i / right.Functions) * columns
                        + column + i % right.Functions;
                    Assert.Equal(s[i], overlap[at], Accuracy);
                    Assert.Equal(t[i], kinetic[at], Accuracy * scale);
                }

                column += right.Functions;
            }

            row += left.Functions;
        }

        return a.Length * b.Length;
    }

    private static GaussianShell[] Shells(bool kinetic, int z) =>
        kinetic ? ShellTables.Kinetic(z) : ShellTables.Slater(z);

    private static GaussianBasis Molecule(params (Vector3D At, GaussianShell[] Shells)[] atoms) =>
        new(
            new Crystal(
                Frame,
                atoms.Select(atom => new Site(new Element(1), atom.At)),
                Periodicity.None),
            [.. atoms.Select(atom => atom.Shells)]);

    private static (int First, int Second)[] Sites(LatticePairs pairs) =>
        [.. pairs.Pairs.ToArray().Select(pair => (pair.First, pair.Second))];
}
