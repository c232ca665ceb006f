using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Tests.Crystals;

public class KPointNamesTest
{
    public static TheoryData<string> Files => new(
        "cod_C-Diamond.cif",
        "cod_SrTiO3-Tausonite.cif",
        "mp_ZnO_wurtzite_mp-2133.cif",
        "mp_SiO2_coesite_mp-11684.cif",
        "mp_SiC_15R_mp-11713.cif");

    /// <summary>
    /// A point of the path carries its own name, or that of an equal point, in whatever primitive
    /// cell the file has; so do its images by symmetry and reciprocal vectors.
    /// </summary>
    [Theory]
    [MemberData(nameof(Files))]
    public void PointsAreNamedInAnyCell(string file)
    {
        var path = HighSymmetryPath.Of(Polymorphs.Read(file));
        var names = KPointNames.Of(path.Primitive);
        IntegerMatrix3D[] changes =
        [
            IntegerMatrix3D.Identity,
            new(1, 1, 0, 0, 1, 0, 0, 0, 1),
            new(0, 1, 0, 0, 1, 1, 1, 0, -2),
        ];
        foreach (IntegerMatrix3D change in changes)
        {
            var crystal = Rebased(path.Primitive, change);
            var otherNames = KPointNames.Of(crystal);
            SymmetryOperation[] operations = CrystalSymmetry.Of(crystal).Operations.ToArray();
            foreach (HighSymmetryPoint point in path.Points)
            {
                string name = names[point.Position];
                Assert.Equal(point.Label[0], name[0]);

                Vector3D inCell = point.Position * change.ToMatrix();
                Assert.Equal(name, otherNames[inCell]);
                Assert.All(operations, operation => Assert.Equal(
                    name, otherNames[-1 * inCell * operation.Rotation.ToMatrix()]));
                Assert.Contains(
                    path.Points,
                    p => p.Label == otherNames[inCell + new Vector3D(1, -2, 1)]);
                Assert.DoesNotContain(
                    path.Points,
                    p => p.Label == otherNames[inCell + new Vector3D(0.0123, 0.0271, -0.0057)]);
            }
        }
    }

    /// <summary>The usual names of the face-centred cubic zone, on the usual cell.</summary>
    [Theory]
    [InlineData(0, 0, 0, "Γ")]
    [InlineData(0.5, 0, 0.5, "X")]
    [InlineData(0, 0.5, 0.5, "X")]
    [InlineData(0.5, 0.5, 0.5, "L")]
    [InlineData(0, -0.5, 0, "L")]
    [InlineData(0.5, 0.25, 0.75, "W")]
    [InlineData(0.375, 0.375, 0.75, "K")]
    [InlineData(0.625, 0.25, 0.625, "U")]
    [InlineData(1, 0, 1, "Γ")]
    [InlineData(0.25, 0, 0.25, "0.25 0 0.25")]
    [InlineData(-0.00001, 0, 0.66666667, "0 0 0.6667")]
    public void FaceCentredCubic(double x, double y, double z, string name)
    {
        var lattice = new Lattice(new Matrix3D(new(0, 5, 5), new(5, 0, 5), new(5, 5, 0)));
        Assert.Equal(name, KPointNames.Of(lattice.Reciprocal)[new Vector3D(x, y, z)]);
    }

    /// <summary>A cubic cell of four primitive ones folds X on Γ; only Γ has a name.</summary>
    [Fact]
    public void CellsOfSeveralPrimitiveOnesHaveNoNames()
    {
        Crystal cubic = StandardCell.Of(CrystalSymmetry.Of(
            Polymorphs.Read("cod_C-Diamond.cif"))).Conventional;
        Assert.Equal("0.5 0 0", KPointNames.Of(cubic)[new Vector3D(0.5, 0, 0)]);
        Assert.Equal("Γ", KPointNames.Of(cubic)[default]);
    }

    private static Crystal Rebased(Crystal crystal, IntegerMatrix3D change) => new(
        LatticeReduction.Transform(crystal.Lattice, change),
        crystal.Sites.ToArray().Select(site =>
            site with { Position = change.Inverse * site.Position }));
}
