using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Tests.Crystals;

public class SymmetryOperationTest
{
    private static readonly SymmetryOperation Screw = new(
        new(0, -1, 0, 1, -1, 0, 0, 0, 1), new(0, 0, 1 / 3.0));

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
        Assert.Equal(
            0, ((glide * Screw).Apply(point) - glide.Apply(Screw.Apply(point))).Length, 1e-15);
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
        Assert.Equal("x,y-0.000001,z", new SymmetryOperation(
            IntegerMatrix3D.Identity, new(2e-7, -1e-6, 0)).ToString());
    }

    [Fact]
    public void TextOfEveryTabulatedOperationIsReadBackExactly()
    {
        foreach (SpaceGroupSetting setting in SpaceGroupSetting.All)
        {
            foreach (SymmetryOperation operation in setting.Operations)
            {
                Assert.True(SymmetryOperation.TryParse(operation.ToString(), out var read));
                Assert.Equal(operation, read);
            }
        }
    }

    /// <summary>Cells that are not reduced have rotations with larger entries.</summary>
    [Fact]
    public void TextOnOtherAxesIsReadBack()
    {
        var change = new IntegerMatrix3D(1, 3, 0, 0, 1, -2, 0, 0, 1);
        var turned = new SymmetryOperation(
            change.Inverse * Screw.Rotation * change, new(-1.25, 7 / 12.0, 0));
        Assert.Contains("3", turned.ToString(), StringComparison.Ordinal);
        Assert.True(SymmetryOperation.TryParse(turned.ToString(), out var read));
        Assert.Equal(turned, read);
    }

    [Theory]
    [InlineData("-y,x-y,1/3+z")]
    [InlineData(" - Y , +X - 1*y , 0.3333 + Z ")]
    [InlineData("-y,-y+x,z+.25+1/12")]
    public void TextMayBeWrittenOtherwise(string triplet)
    {
        Assert.True(SymmetryOperation.TryParse(triplet, out var read));
        Assert.Equal("-y,x-y,z+1/3", read.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("x,y")]
    [InlineData("x,y,z,")]
    [InlineData("x,y,2z")]
    [InlineData("x,y,x-y")]
    [InlineData("x,y,z/2")]
    [InlineData("x,y,1/2z")]
    [InlineData("x,y,z+1/0")]
    [InlineData("x,y,z+")]
    [InlineData("x,y,zz")]
    [InlineData("x,,z")]
    [InlineData("x,y,z+NaN")]
    public void OtherTextIsNoOperation(string triplet) =>
        Assert.False(SymmetryOperation.TryParse(triplet, out _));

    [Fact]
    public void NumbersBeyondAllBoundsAreNoOperation()
    {
        string huge = new('9', 400);
        Assert.False(SymmetryOperation.TryParse($"x,y,z+{huge}", out _));
        Assert.False(SymmetryOperation.TryParse($"x,y+{huge}z,z", out _));
    }

    [Fact]
    public void WrappingKeepsTheOperationModuloTheLattice()
    {
        var operation = new SymmetryOperation(IntegerMatrix3D.Identity, new(-0.25, 1.5, -1e-20));
        Assert.Equal(new Vector3D(0.75, 0.5, 0), operation.Wrapped.Translation);
    }
}
