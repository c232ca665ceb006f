using System.Collections.Immutable;
using Similarity.Learning.Validation;
using Similarity.Numerics;

namespace Similarity.Fingerprints;

/// <summary>
/// Scales of the blocks of kind <c>combined</c>: the median over pairs of a collection of the
/// Euclidean distance in a block, so that in its own unit every block's median distance is 1. A
/// block given in other units has another scale and the same numbers.
/// </summary>
public static class BlockScales
{
    /// <summary>
    /// Of larger collections so many materials are drawn: some 45,000 pairs, whose median is that
    /// of all pairs to a few per cent.
    /// </summary>
    public const int MostMaterials = 300;

    /// <summary>
    /// At most <see cref="MostMaterials"/> of a stream, each as likely as any other (Vitter's
    /// algorithm R); the same ones for the same stream and seed.
    /// </summary>
    public static ImmutableArray<T> Draw<T>(IEnumerable<T> materials, ulong seed = 1)
    {
        var random = new RandomStream(seed);
        var drawn = new List<T>();
        int seen = 0;
        foreach (T material in materials)
        {
            seen++;
            if (drawn.Count < MostMaterials)
            {
                drawn.Add(material);
            }
            else if (random.Below(seen) is int place and < MostMaterials)
            {
                drawn[place] = material;
            }
        }

        return [.. drawn];
    }

    /// <param name="materials">For each material the vectors of its blocks.</param>
    /// <exception cref="ArgumentException">
    /// There are fewer than two materials, or a block tells most of them not apart.
    /// </exception>
    public static ImmutableArray<double> Learn(IReadOnlyList<double[][]> materials)
    {
        if (materials.Count < 2)
        {
            throw new ArgumentException(
                "scales are learned from the distances of two or more materials");
        }

        var scales = ImmutableArray.CreateBuilder<double>();
        for (int block = 0; block < materials[0].Length; block++)
        {
            var distances = new List<double>();
            for (int i = 0; i < materials.Count; i++)
            {
                for (int j = 0; j < i; j++)
                {
                    distances.Add(EuclideanMetric.Compare(
                        materials[i][block], materials[j][block]));
                }
            }

            double median = Quantiles.Median([.. distances]);
            scales.Add(median > 0
                ? median
                : throw new ArgumentException(FormattableString.Invariant(
                    $"block {block + 1} is the same for most pairs of materials, which leaves ")
                    + "it without a scale"));
        }

        return scales.ToImmutable();
    }
}
