using Similarity.Numerics;
using Similarity.Search.Kernels;
using Similarity.Search.Quantised;

namespace Similarity.Search.Tests.Quantised;

public sealed unsafe class ByteCodingTest
{
    /// <summary>
    /// A row is always within the reach of its own value: the bound is never beyond the truth, not
    /// even by a rounding, for numbers of any size.
    /// </summary>
    [Theory]
    [InlineData(SearchMetric.Euclidean)]
    [InlineData(SearchMetric.Cosine)]
    [InlineData(SearchMetric.Dot)]
    [InlineData(SearchMetric.Tanimoto)]
    [InlineData(SearchMetric.EarthMover)]
    public void EveryRowIsWithinReachOfItsOwnValue(SearchMetric metric)
    {
        int[] sums = new int[ByteTile.Rows];
        for (int i = 0; i < 400; i++)
        {
            RandomStream random = new RandomStream(41).Child((ulong)i);
            VectorSpace space = VectorCases.Space(VectorEncoding.Single, random);
            float[] all = VectorCases.Vectors(space, 65, random);
            int lanes = space.Lanes;
            using VectorCollection vectors =
                VectorCases.Collection(space, all[lanes..], random);
            using QuantisedRows rows =
                QuantisedRows.Of(vectors, metric, 1, CancellationToken.None);
            ReadOnlySpan<float> query = all.AsSpan(0, lanes);
            ByteTile tile = rows.Coding.Tile(ByteInstructionSets.Best);
            using var queries = new QuantisedQueries(rows, tile, query, lanes);
            double square = MetricValue.Of(SearchMetric.Dot, space, query, query);
            for (int row = 0; row < 64; row++)
            {
                double value = MetricValue.Of(metric, space, query, vectors.Row(row));
                Reach reach = rows.Coding.ReachOf(
                    MetricValue.LargerIsNearer(metric) ? -value : value, square);
                int first = row / ByteTile.Rows * ByteTile.Rows;
                fixed (int* s = sums)
                {
                    tile.SumOne(
                        rows.Groups, queries.Codes(0), rows.Block(row / ByteTile.Rows), s);
                    uint near = rows.Coding.Near(rows, first, s, tile.Offset, queries[0], reach);
                    Assert.True((near >> (row % 32) & 1) == 1, $"case {i}, row {row}");
                }
            }
        }
    }

    /// <summary>The error that a coding reports is that of its bytes, and not much more.</summary>
    [Fact]
    public void ErrorsAreThoseOfTheBytes()
    {
        var random = new RandomStream(42);
        VectorSpace space = VectorSpace.OfNumbers(50);
        float[] all = [.. Enumerable.Range(0, 5000).Select(_ => (float)random.Uniform(-1, 1))];
        using VectorCollection vectors = VectorCases.Collection(space, all, random);
        using QuantisedRows rows =
            QuantisedRows.Of(vectors, SearchMetric.Euclidean, 1, CancellationToken.None);
        for (int row = 0; row < vectors.Count; row++)
        {
            // Rounding to a step is off by a twelfth of its square on average.
            double expected = rows.Scales[row] * Math.Sqrt(50 / 12.0);
            Assert.InRange(rows.Errors[row], 0.7 * expected, 1.3 * expected);
        }
    }
}
