using Similarity.Crystals;
using Similarity.Numerics;

namespace Similarity.Tests.Crystals;

public class LatticeTest
{
    [Theory]
    [InlineData(3, 4, 5, 90, 90, 90)]
    [InlineData(5, 5, 9, 90, 90, 120)]
    [InlineData(4, 6, 8, 71, 98, 113)]
    public void ParametersComeBack(
        double a, double b, double c, double alpha, double beta, double gamma)
    {
        var angles = Math.PI / 180 * new Vector3D(alpha, beta, gamma);
        var lattice = Lattice.FromParameters(new(a, b, c), angles);
        Assert.Equal(0, (lattice.Lengths - new Vector3D(a, b, c)).Length, 1e-14);
        Assert.Equal(0, (lattice.Angles - angles).Length, 1e-14);
    }

    [Fact]
    public void ReciprocalVectorsAreDual()
    {
        var lattice = Lattice.FromParameters(new(4, 6, 8), new(1.2, 1.7, 1.9));
        Matrix3D product = lattice.Vectors * lattice.Reciprocal.Transpose;
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                Assert.Equal(i == j ? 2 * Math.PI : 0, product[i, j], 1e-14);
            }
        }
    }

    [Fact]
    public void FlatCellIsRefused() =>
        Assert.Throws<ArgumentException>(
            () => new Lattice(new(new(1, 0, 0), new(0, 1, 0), new(1, 1, 0))));
}
