using System.Runtime.InteropServices;
using Similarity.Search.Graph;
using Similarity.Tests;

namespace Similarity.Search.Tests.Graph;

/// <summary>
/// Recall on fingerprints of real materials, the last of which ask for their like.
/// </summary>
public sealed class RealFingerprintsTest
{
    private const int HeaderLength = 128;
    private const int Lanes = 64;
    private const int Queries = 100;

    /// <summary>Floors are a little below what was observed, which the comment says.</summary>
    [Theory]
    [InlineData(SearchMetric.Euclidean, 16, 0.95)]
    [InlineData(SearchMetric.Euclidean, 64, 0.95)]
    [InlineData(SearchMetric.Cosine, 16, 0.95)]
    [InlineData(SearchMetric.Dot, 64, 0.9)]
    [InlineData(SearchMetric.Tanimoto, 16, 0.95)]
    [InlineData(SearchMetric.EarthMover, 16, 0.95)]
    public void FindsMostOfTheNearest(SearchMetric metric, int effort, double floor)
    {
        byte[] bytes = File.ReadAllBytes(RepositoryFile.Oracle("fingerprint-rows/rows.npy"));
        float[] rows =
        [
            .. MemoryMarshal.Cast<byte, Half>(bytes.AsSpan(HeaderLength)).ToArray()
                .Select(value => (float)value),
        ];
        int asked = rows.Length - Queries * Lanes;
        var space = new VectorSpace(
            VectorEncoding.Single,
            Lanes,
            [[.. Enumerable.Range(0, Lanes).Select(point => 20.0 * point / Lanes)]]);
        using VectorCollection vectors = Clusters.Collection(space, rows.AsSpan(0, asked));
        using GraphIndex graph = GraphIndex.Build(vectors, metric);

        double recall = Clusters.Recall(
            graph,
            rows.AsSpan(asked),
            new SearchOptions { Count = 10, Effort = effort });

        Assert.True(recall >= floor, $"recall {recall}");
    }
}
