namespace Similarity.Fingerprints;

/// <summary>a·b, which grows with the amount of states too.</summary>
public readonly struct DotMetric : IMetric
{
    public static string Name => "dot";

    public static bool LargerIsMoreAlike => true;

    public static double Compare(ReadOnlySpan<double> a, ReadOnlySpan<double> b) =>
        VectorProducts.Dot(a, b);
}
