using Similarity.Learning.Embeddings;
using Similarity.Learning.Validation;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Tests.Learning.Embeddings;

public sealed class PlanarMapTest
{
    [Fact]
    public void PrincipalPlaneIsThatOfTheSingularValues()
    {
        PlanarMap map = PlanarMap.Of(
            MapOracle.InSingle(MapOracle.Points),
            new PlanarMapOptions { Method = EmbeddingMethod.PrincipalComponents });

        // The oracle is rounded to 1/1024, its signs are free.
        for (int c = 0; c < 2; c++)
        {
            double sign = Math.Sign(map.Points[0, c] * MapOracle.Plane[0, c]);
            for (int i = 0; i < map.Points.Rows; i++)
            {
                Assert.Equal(sign * MapOracle.Plane[i, c], map.Points[i, c], 0.51 / 1024);
            }
        }

        Assert.InRange(map.VarianceRatios[0], map.VarianceRatios[1], 1);
    }

    /// <summary>Of vectors of many numbers, but few directions, the components lose nothing.
    /// </summary>
    [Fact]
    public void ManyVectorsAreComparedByTheirComponents()
    {
        Matrix<double> plain = RandomPoints.Uniform(1, 400, 5);
        Matrix<float> vectors = MapOracle.InSingle(plain * RandomPoints.Uniform(2, 5, 80));
        var options = new PlanarMapOptions
        {
            MostComparedInFull = 100,
            Umap = new UmapOptions { Epochs = 100 },
        };
        PlanarMap map = PlanarMap.Of(vectors, options);
        PlanarMap full = PlanarMap.Of(vectors, options with { MostComparedInFull = 1000 });

        Assert.Equal(
            Trustworthiness.Of(vectors, full.Points, 10),
            Trustworthiness.Of(vectors, map.Points, 10),
            0.02);
    }

    [Theory]
    [InlineData(EmbeddingMethod.PrincipalComponents, 2)]
    [InlineData(EmbeddingMethod.Umap, 5)]
    [InlineData(EmbeddingMethod.Tsne, 5)]
    public void FewVectorsAreMapped(EmbeddingMethod method, int count)
    {
        PlanarMap map = PlanarMap.Of(
            MapOracle.InSingle(RandomPoints.Uniform(1, count, 3)),
            new PlanarMapOptions { Method = method });

        Assert.Equal(count, map.Points.Rows);
        Assert.All(map.Points.Values.ToArray(), value => Assert.True(double.IsFinite(value)));
        Assert.Throws<ArgumentOutOfRangeException>(() => PlanarMap.Of(
            new Matrix<float>(count - 1, 3), new PlanarMapOptions { Method = method }));
    }
}
