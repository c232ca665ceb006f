using System.Security.Cryptography;
using Similarity.Learning;
using Similarity.Learning.Forests;
using Similarity.Numerics;

namespace Similarity.Tests.Learning.Forests;

/// <summary>Random rows whose classes depend on two of their features, with noise.</summary>
internal static class ForestCases
{
    public static ForestOptions OneTree { get; } =
        new() { Trees = 1, FeatureShare = 1, Bootstrap = false, OutOfBag = false };

    /// <param name="levels">So many different values has a feature.</param>
    public static float[][] Rows(int count, int columns, int levels, ulong seed)
    {
        var random = new RandomStream(seed);
        return
        [
            .. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, columns)
                .Select(_ => (float)random.Below(levels) / levels - 0.5f).ToArray()),
        ];
    }

    public static bool[] Classes(float[][] rows, double noise, ulong seed)
    {
        var random = new RandomStream(seed);
        return
        [
            .. rows.Select(row => row[0] * row[1] + 0.3 * row[0] + noise * random.Normal() > 0.05),
        ];
    }

    public static FeatureMatrix Matrix(float[][] rows) =>
        FeatureMatrix.OfRows(rows[0].Length, [.. rows.SelectMany(row => row)]);

    public static LabelledRows Labelled(int count, int columns, ulong seed, int levels = 10000)
    {
        float[][] rows = Rows(count, columns, levels, seed);
        return new LabelledRows(Matrix(rows), Classes(rows, 0.05, seed + 1));
    }

    /// <summary>What tells any two forests apart.</summary>
    public static string Hash(Forest forest) =>
        Convert.ToHexString(SHA256.HashData(ForestFile.ToBytes(forest, "")));
}
