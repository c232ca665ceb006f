using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Tests.Crystals;

public class SymmetryOperationTest
{
    private static readonly SymmetryOperation Screw = new(new(0, -1, 0, 1, -1, 0, 0, 0, 1), new(0, 0, 1 / 3.0));

    [Fact]
    public void ThreeScrewsAreALatticeVector()
    {
        SymmetryOperation cube = Screw * Screw * Screw;
        Assert.Equal(IntegerMatrix3D.Identity, cube.Rotation);
        Assert.Equal(0, (cube.Translation - new Vector3D(0, 0, 1)).Length, 1e-15);
        Assert.Equal(0, (Screw * Screw.Inverse).Translation.Length, 1e-15);
    }

    [Fact]
    public void ProductAppliesTheRightFactorFirst()
    {
        var glide = new SymmetryOperation(new(1, 0, 0, 0, -1, 0, 0, 0, 1), new(0.5, 0.25, 0));
        var point = new Vector3D(0.1, 0.2, 0.3);
        Assert.Equal(0, ((glide * Screw).Apply(point) - glide.Apply(Screw.Apply(point))).Length, 1e-15);
        Assert.True(((Screw * glide).Apply(point) - glide.Apply(Screw.Apply(point))).Length > 0.1);
    }

    [Fact]
    public void TextIsThatOfTheTables()
    {
        Assert.Equal("-y,x-y,z+1/3", Screw.ToString());
        Assert.Equal("x,y,z", SymmetryOperation.Identity.ToString());
        Assert.Equal("-x+1/2,y,-z-3/4", new SymmetryOperation(
            new(-1, 0, 0, 0, 1, 0, 0, 0, -1), new(0.5, 0, -0.75)).ToString());
        Assert.Equal("x+0.123457,y+1,z", new SymmetryOperation(
            IntegerMatrix3D.Identity, new(0.1234567, 1, 0)).ToString());
    }

    [Fact]
    public void WrappingKeepsTheOperationModuloTheLattice()
    {
        var operation = new SymmetryOperation(IntegerMatrix3D.Identity, new(-0.25, 1.5, -1e-20));
        Assert.Equal(new Vector3D(0.75, 0.5, 0), operation.Wrapped.Translation);
    }
}
