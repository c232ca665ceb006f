using Similarity.Learning;
using Similarity.Learning.Decomposition;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Tests.Learning.Decomposition;

public sealed class PrincipalCoordinatesTest
{
    private const double Rounding = 1e-12;

    /// <summary>
    /// J. C. Gower, Biometrika 53, 325 (1966): of Euclidean distances the coordinates are the
    /// scores of principal components, up to the sign of each.
    /// </summary>
    [Fact]
    public void OfEuclideanDistancesTheyAreThePrincipalComponents()
    {
        Matrix<double> x = RandomPoints.Uniform(8, 25, 6);
        PrincipalComponents components = PrincipalComponents.Of(x, count: 6);
        Matrix<double> scores = components.Scores(x);
        PrincipalCoordinates map = PrincipalCoordinates.Of(RandomPoints.Distances(x), count: 10);

        Assert.Equal(6, map.Count);
        for (int c = 0; c < 6; c++)
        {
            Assert.Equal(components.VarianceRatio(c), map.Shares[c], Rounding);
            double sign = Math.Sign(scores[0, c] * map.Point(0)[c]);
            for (int i = 0; i < 25; i++)
            {
                Assert.Equal(sign * scores[i, c], map.Point(i)[c], Rounding);
            }
        }
    }

    [Fact]
    public void AllCoordinatesTogetherHaveTheDistances()
    {
        DistanceMatrix distances = RandomPoints.Distances(RandomPoints.Uniform(5, 15, 3));
        PrincipalCoordinates map = PrincipalCoordinates.Of(distances, count: 15);
        var points = new Matrix<double>(15, map.Count);
        for (int i = 0; i < 15; i++)
        {
            map.Point(i).CopyTo(points.Row(i));
        }

        ReadOnlySpan<double> again = RandomPoints.Distances(points).Upper;
        for (int pair = 0; pair < again.Length; pair++)
        {
            Assert.Equal(distances.Upper[pair], again[pair], Rounding);
        }
    }

    /// <summary>
    /// Four items at distance 2, but 1 from a fifth, fit in no space: λ of B has both signs, and
    /// shares are of the sum of magnitudes.
    /// </summary>
    [Fact]
    public void DistancesThatFitInNoSpaceLeaveAShareUnexplained()
    {
        var star = new DistanceMatrix(5, [2, 2, 2, 1, 2, 2, 1, 2, 1, 1]);
        PrincipalCoordinates map = PrincipalCoordinates.Of(star, count: 5);
        Assert.Equal(3, map.Count);
        Assert.InRange(map.Shares.Sum(), 0.5, 0.99);
    }

    [Fact]
    public void ItemsWithoutDistanceHaveNoCoordinates() =>
        Assert.Equal(0, PrincipalCoordinates.Of(new DistanceMatrix(3, [0, 0, 0]), 2).Count);
}
