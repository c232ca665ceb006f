namespace Similarity.Fingerprints;

/// <summary>
/// The continuous Tanimoto similarity a·b / (|a|² + |b|² − a·b), between −⅓ and 1; 1 only for
/// equal vectors, 0 where one is zero.
/// </summary>
public readonly struct TanimotoMetric : IMetric
{
    public static string Name => "tanimoto";

    public static bool LargerIsMoreAlike => true;

    public static double Compare(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double common = VectorProducts.Dot(a, b);
        double union = VectorProducts.Dot(a, a) + VectorProducts.Dot(b, b) - common;
        return union == 0 ? 0 : common / union;
    }
}
