using System.Text.Json;
using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Tests.Crystals;

public class CrystalSymmetryTest
{
    public static IEnumerable<object[]> OracleNames => SymmetryOracle.Names();

    [Theory]
    [MemberData(nameof(OracleNames))]
    public void AgreesWithSpglib(string name)
    {
        JsonElement entry = SymmetryOracle.Entry(name);
        double angstrom = entry.GetProperty("symprec").GetDouble();
        var symmetry = CrystalSymmetry.Of(
            SymmetryOracle.Crystal(entry), angstrom / PhysicalConstants.BohrInAngstrom);
        Assert.Equal(entry.GetProperty("space_group").GetInt32(), symmetry.SpaceGroupNumber);
        Assert.Equal(entry.GetProperty("international").GetString(), symmetry.InternationalSymbol);
        Assert.Equal(
            Operations(entry.GetProperty("hall").GetString()!), Operations(symmetry.HallSymbol));
        Assert.Equal(entry.GetProperty("n_operations").GetInt32(), symmetry.Operations.Length);
        Assert.Equal(entry.GetProperty("point_group").GetString(), symmetry.PointGroup);
        Assert.Equal(SymmetryOracle.Integers(entry.GetProperty("equivalent_atoms")),
            symmetry.EquivalentSites.ToArray());
        Assert.Equal(
            entry.GetProperty("n_pure_translations").GetInt32(), symmetry.PureTranslationCount);
    }

    [Fact]
    public void OccupancyDistinguishesSites()
    {
        Element sodium = new(11), potassium = new(19), chlorine = new(17);
        Crystal Salt(double first, double second) => new(Cube(10), [
            .. RockSaltSites.Take(4).SelectMany((position, i) => new[]
            {
                new Site(sodium, position, i == 0 ? first : second),
                new Site(potassium, position, i == 0 ? 1 - first : 1 - second),
            }),
            .. RockSaltSites.Skip(4).Select(position => new Site(chlorine, position))]);

        // A random alloy keeps Fm-3m; one sublattice of four set apart leaves Pm-3m.
        Assert.Equal(225, CrystalSymmetry.Of(Salt(0.5, 0.5)).SpaceGroupNumber);
        var ordered = CrystalSymmetry.Of(Salt(0.75, 0.25));
        Assert.Equal(221, ordered.SpaceGroupNumber);
        Assert.Equal([0, 1, 2, 3, 2, 3, 2, 3, 8, 8, 8, 11], ordered.EquivalentSites.ToArray());
        SymmetryInvariants.AssertHold(ordered);
    }

    /// <summary>
    /// One Pm-3m atom pushed along x by d: tetragonal when the tolerance resolves d, cubic when
    /// not.
    /// </summary>
    [Theory]
    [InlineData(1e-3, 99)]
    [InlineData(1e-1, 221)]
    public void ToleranceDecidesSmallDistortions(double tolerance, int number)
    {
        const double push = 0.02;
        var crystal = new Crystal(Cube(8), [
            new Site(new Element(55), default),
            new Site(new Element(17), new(0.5 + push / 8, 0.5, 0.5))]);
        Assert.Equal(number, CrystalSymmetry.Of(crystal, tolerance).SpaceGroupNumber);
    }

    /// <summary>
    /// Atoms shaken by as much as the tolerance: some translations and rotations are accepted that
    /// are no group together, so the tolerance is lowered until a group is left.
    /// </summary>
    [Fact]
    public void ToleranceIsLoweredUntilThereIsAGroup()
    {
        const double tolerance = 0.3;
        var random = new Random(3);
        Crystal ideal = RandomCrystal.Supercell(
            new Crystal(Cube(5), [new Site(new Element(29), default)]), 3, 2, 2);
        Crystal crystal = RandomCrystal.Shaken(ideal, tolerance, random);
        var symmetry = CrystalSymmetry.Of(crystal, tolerance);
        Assert.True(symmetry.Tolerance < tolerance);
        SymmetryInvariants.AssertHold(symmetry);
    }

    /// <summary>
    /// The translation with the smallest mean square deviation leaves no mean deviation, however
    /// the atom that was looked at first was shaken.
    /// </summary>
    [Fact]
    public void TranslationsFitAllAtomsAlike()
    {
        const double noise = 2e-4;
        var random = new Random(11);
        Crystal exact = RandomCrystal.Of(SpaceGroupSetting.Standard(62), random);
        Crystal crystal = RandomCrystal.Shaken(exact, noise, random);
        var symmetry = CrystalSymmetry.Of(crystal);
        Assert.Equal(8, symmetry.Operations.Length);
        foreach (SymmetryOperation operation in symmetry.Operations)
        {
            int[] images = SymmetryInvariants.Permutation(crystal, operation, symmetry.Tolerance);
            Vector3D sum = default;
            for (int i = 0; i < images.Length; i++)
            {
                Vector3D image = operation.Apply(crystal.Sites[i].Position);
                sum += FractionalPosition.Nearest(crystal.Sites[images[i]].Position - image);
            }

            Assert.Equal(0, sum.Length / images.Length, 1e-14);
        }
    }

    [Fact]
    public void HandednessOfTheCellDoesNotMatterButThatOfTheAtomsDoes()
    {
        Crystal quartz = Polymorphs.Read("mp_SiO2_quartz-alpha-P3221_mp-6930.cif");
        Matrix3D mirror = Matrix3D.Diagonal(1, 1, -1);
        var image = new Crystal(
            new Lattice(quartz.Lattice.Vectors * mirror), quartz.Sites.ToArray());
        var sameOnLeftHanded = new Crystal(
            new Lattice(mirror * quartz.Lattice.Vectors),
            quartz.Sites.ToArray().Select(site => site with { Position = mirror * site.Position }));
        Assert.Equal(154, CrystalSymmetry.Of(quartz).SpaceGroupNumber);
        Assert.Equal(152, CrystalSymmetry.Of(image).SpaceGroupNumber);
        Assert.Equal(154, CrystalSymmetry.Of(sameOnLeftHanded).SpaceGroupNumber);
    }

    /// <summary>
    /// Damaged files hold lattices with edges of 10⁻⁶ or 10¹² bohr and vectors almost parallel.
    /// </summary>
    [Fact]
    public void AbsurdLatticesAreAnsweredOrRefused()
    {
        var random = new RandomStream(20261120);
        int answered = 0, refused = 0;
        for (int i = 0; i < RandomCases.Count(2000); i++)
        {
            Matrix3D vectors = new(Row(), Row(), Row());
            Crystal crystal;
            try
            {
                crystal = new Crystal(
                    new Lattice(vectors),
                    [
                        new Site(new Element(74), new(0.25, 0.25, 0.5)),
                        new Site(new Element(16), Row()),
                    ]);
            }
            catch (ArgumentException)
            {
                // Flat, or sites too far away to have digits.
                continue;
            }

            if (CrystalSymmetry.Find(crystal, out string? whyNone) is { } symmetry)
            {
                answered++;
                Assert.InRange(symmetry.SpaceGroupNumber, 1, 230);
            }
            else
            {
                refused++;
                Assert.NotEmpty(whyNone!);
            }

            // The names of points ask for the symmetry, the standard cell and its zone.
            _ = KPointNames.Of(crystal).Find(new(0.5, 0, 0));
        }

        Assert.True(answered > 100 && refused > 0, $"{answered} answered, {refused} refused");

        Vector3D Row() => Math.Pow(10, random.Uniform() < 0.5 ? 0 : -6 + 18 * random.Uniform())
            * new Vector3D(random.Normal(), random.Normal(), random.Normal());
    }

    [Fact]
    public void WhatHasNoSpaceGroupIsRefused()
    {
        Site atom = new(new Element(1), default);
        Assert.Throws<ArgumentException>(() => CrystalSymmetry.Of(new Crystal(Cube(5), [])));
        Assert.Throws<ArgumentException>(
            () => CrystalSymmetry.Of(new Crystal(Cube(5), [atom, atom])));
        Assert.Throws<ArgumentException>(
            () => CrystalSymmetry.Of(new Crystal(Cube(5), [atom], Periodicity.None)));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => CrystalSymmetry.Of(new Crystal(Cube(5), [atom]), 0));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => CrystalSymmetry.Of(new Crystal(Cube(5), [atom]), double.NaN));
    }

    private static IEnumerable<Vector3D> RockSaltSites =>
    [
        new(0, 0, 0), new(0, 0.5, 0.5), new(0.5, 0, 0.5), new(0.5, 0.5, 0),
        new(0.5, 0, 0), new(0, 0.5, 0), new(0, 0, 0.5), new(0.5, 0.5, 0.5),
    ];

    private static Lattice Cube(double edge) => new(edge * Matrix3D.Identity);

    /// <summary>
    /// One group has several Hall symbols: "P 62 2c (0 0 1)" is "P 62 2 (0 0 4)".
    /// </summary>
    private static HashSet<ExactOperation> Operations(string hall) =>
        HallSymbol.TryParse(hall)!.Operations().ToHashSet();
}
