namespace Similarity.Fingerprints;

/// <summary>|a − b|.</summary>
public readonly struct EuclideanMetric : IMetric
{
    public static string Name => "euclidean";

    public static bool LargerIsMoreAlike => false;

    public static double Compare(ReadOnlySpan<double> a, ReadOnlySpan<double> b) =>
        Math.Sqrt(VectorProducts.SquaredDistance(a, b));
}
