using System.Text.Json;
using Similarity.Learning.Validation;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Tests.Learning.Embeddings;

namespace Similarity.Tests.Learning.Validation;

public sealed class TrustworthinessTest
{
    private static readonly Matrix<float> Vectors = MapOracle.InSingle(MapOracle.Points);

    [Fact]
    public void IsThatOfScikitLearn()
    {
        foreach (JsonElement row in
            MapOracle.Expected.GetProperty("trustworthiness").EnumerateArray())
        {
            Assert.Equal(
                row.GetProperty("value").GetDouble(),
                Trustworthiness.Of(
                    Vectors, MapOracle.Plane, row.GetProperty("neighbours").GetInt32(), threads: 2),
                1e-12);
        }
    }

    [Fact]
    public void MapsThatKeepAllNeighboursHaveOne() => Assert.Equal(
        1,
        Trustworthiness.Of(MapOracle.InSingle(MapOracle.Plane), MapOracle.Plane, 10));

    /// <summary>Means over half of the items, of 20 seeds, scatter about that of all.</summary>
    [Fact]
    public void ItemsDrawnStandForAll()
    {
        double all = Trustworthiness.Of(Vectors, MapOracle.Plane, 5);
        double mean = Enumerable.Range(0, 20).Average(seed =>
            Trustworthiness.Of(Vectors, MapOracle.Plane, 5, items: 60, seed: (ulong)seed));

        Assert.Equal(all, mean, 0.01);
    }

    [Fact]
    public void TooManyNeighboursAreRefused() => Assert.Throws<ArgumentOutOfRangeException>(() =>
        Trustworthiness.Of(Vectors, MapOracle.Plane, 60));
}
