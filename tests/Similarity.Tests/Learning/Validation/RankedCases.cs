using Similarity.Numerics;

namespace Similarity.Tests.Learning.Validation;

/// <summary>Small samples, many of them with ties, for comparison with obvious sums.</summary>
internal static class RankedCases
{
    /// <summary>Scores of few different values, so that ties are common, with labels.</summary>
    public static IEnumerable<(double[] Scores, bool[] Positive)> All()
    {
        var random = new RandomStream(17);
        for (int length = 1; length <= 40; length++)
        {
            foreach (int kinds in (int[])[2, 5, 1000])
            {
                yield return (
                    [.. Enumerable.Range(0, length).Select(_ => 0.1 * random.Below(kinds) - 3)],
                    [.. Enumerable.Range(0, length).Select(_ => random.Below(3) == 0)]);
            }
        }
    }
}
