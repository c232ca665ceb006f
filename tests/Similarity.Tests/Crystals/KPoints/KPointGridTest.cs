using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Tests.Crystals;

public class KPointGridTest
{
    [Fact]
    public void FirstAxisRunsFastest()
    {
        var grid = new KPointGrid(2, 3, 4, new(0, 0.5, 0));
        Assert.Equal(24, grid.Count);
        Assert.Equal(new Vector3D(0, 1 / 6.0, 0), grid[0]);
        Assert.Equal(new Vector3D(0.5, 1 / 6.0, 0), grid[1]);
        Assert.Equal(new Vector3D(0, 0.5, 0), grid[2]);
        Assert.Equal(new Vector3D(0, -1 / 6.0, 0), grid[4]);
        Assert.Equal(new Vector3D(0, 1 / 6.0, -0.25), grid[18]);
        for (int i = 0; i < grid.Count; i++)
        {
            Assert.Equal(i, grid.Index(i % 2 - 2, i / 2 % 3 + 3, i / 6 - 8));
        }
    }

    /// <summary>N is the whole number nearest to |b| / spacing, but at least 1.</summary>
    [Theory]
    [InlineData(0.05)]
    [InlineData(0.2)]
    [InlineData(0.7)]
    [InlineData(30)]
    public void SpacingIsRoundedPerAxis(double spacing)
    {
        var lattice = Lattice.FromParameters(new(5, 9, 17), new(1.4, 1.7, 2.0));
        var grid = KPointGrid.FromSpacing(lattice, spacing);
        for (int axis = 0; axis < 3; axis++)
        {
            double divisions = lattice.Reciprocal[axis].Length / spacing;
            Assert.InRange(
                grid.Divisions[axis], Math.Max(1, divisions - 0.5), Math.Max(1, divisions + 0.5));
        }
    }

    [Fact]
    public void ImpossibleGridsAreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new KPointGrid(0, 1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new KPointGrid(1, 1, 1, new(0.25, 0, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new KPointGrid(2, 2, 2)[8]);
        Assert.Throws<ArgumentOutOfRangeException>(
            () => KPointGrid.FromSpacing(new(Matrix3D.Identity), 0));

        // More points than a number counts: 2000³ is a little less than 2³³.
        Assert.Throws<ArgumentOutOfRangeException>(() => new KPointGrid(2000, 2000, 2000));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => KPointGrid.FromSpacing(new(Matrix3D.Identity), 1e-12));
    }
}
