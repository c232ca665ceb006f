using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Tests.Crystals;

public class StandardCellTest
{
    // Bohr; rounding of coordinates of cells of some ten bohr.
    private const double Exact = 1e-9;

    public static IEnumerable<object[]> Numbers =>
        Enumerable.Range(1, 230).Select(number => new object[] { number });

    [Theory]
    [MemberData(nameof(Numbers))]
    public void NoiseIsRemoved(int number)
    {
        const double noise = 2e-4;
        var random = new Random(number);
        Crystal exact = RandomCrystal.Of(SpaceGroupSetting.Standard(number), random);
        Crystal crystal = RandomCrystal.Disguised(
            RandomCrystal.Shaken(exact, noise, random), random);
        var symmetry = CrystalSymmetry.Of(crystal);
        Assert.Equal(number, symmetry.SpaceGroupNumber);
        AssertIsStandard(symmetry);
    }

    [Theory]
    [MemberData(nameof(Polymorphs.Names), MemberType = typeof(Polymorphs))]
    public void RealCrystalsBecomeExact(string name) =>
        AssertIsStandard(CrystalSymmetry.Of(Polymorphs.Read(name)));

    [Fact]
    public void CellsAreChosenAsInTheTables()
    {
        Vector3D quartz = Lengths("mp_SiO2_quartz-alpha-P3221_mp-6930.cif");
        Assert.Equal(quartz.X, quartz.Y, 1e-12);

        // Rutile's c is its short axis, zirconia's β is obtuse, tin dioxide sorts a ≤ b in Pnnm.
        Vector3D rutile = Lengths("cod_TiO2-Rutile.cif");
        Assert.True(rutile.Z < rutile.X);
        Lattice zirconia = Standard("mp_ZrO2_baddeleyite_mp-2858.cif").Conventional.Lattice;
        Assert.True(zirconia.Angles.Y > Math.PI / 2);
        Vector3D tin = Lengths("mp_SnO2_CaCl2-type_mp-550172.cif");
        Assert.True(tin.X <= tin.Y);
        Assert.Equal("hR", Standard("mp_SiC_15R_mp-11713.cif").BravaisLattice);
        Assert.Equal("oA", Standard("mp_BaTiO3_orthorhombic_mp-5777.cif").BravaisLattice);

        static StandardCell Standard(string name) =>
            StandardCell.Of(CrystalSymmetry.Of(Polymorphs.Read(name)));
        static Vector3D Lengths(string name) => Standard(name).Conventional.Lattice.Lengths;
    }

    private static void AssertIsStandard(CrystalSymmetry symmetry)
    {
        var cell = StandardCell.Of(symmetry);
        Crystal conventional = cell.Conventional, primitive = cell.Primitive;

        // Atoms per volume and the symmetry of the table, exactly and without a shift of origin.
        double density = symmetry.Crystal.Count / symmetry.Crystal.Lattice.Volume;
        Assert.Equal(1, conventional.Count / conventional.Lattice.Volume / density, 1e-3);
        Assert.Equal(1, primitive.Count / primitive.Lattice.Volume / density, 1e-3);
        foreach (ExactOperation generator in symmetry.Setting.Hall.Generators)
        {
            SymmetryInvariants.Permutation(conventional, generator.ToOperation(), Exact);
        }

        // The same crystal, so the same group, now at a tolerance of rounding errors.
        var again = CrystalSymmetry.Of(conventional, Exact);
        Assert.Equal(symmetry.SpaceGroupNumber, again.SpaceGroupNumber);
        Assert.Equal(symmetry.Setting.Operations.Length, again.Operations.Length);
        var ofPrimitive = CrystalSymmetry.Of(primitive, Exact);
        Assert.Equal((symmetry.SpaceGroupNumber, 1),
            (ofPrimitive.SpaceGroupNumber, ofPrimitive.PureTranslationCount));

        // A standard cell is its own standard cell.
        Matrix3D lattice = conventional.Lattice.Vectors;
        Matrix3D second = StandardCell.Of(again).Conventional.Lattice.Vectors;
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(0, (lattice[i] - second[i]).Length, Exact);
        }
    }
}
