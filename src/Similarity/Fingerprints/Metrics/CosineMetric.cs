namespace Similarity.Fingerprints;

/// <summary>
/// The cosine distance 1 − a·b / (|a| |b|), between 0 and 2. A vector of zeros, a spectrum with no
/// state in its windows, is similar to nothing: its distance is 1.
/// </summary>
public readonly struct CosineMetric : IMetric
{
    public static string Name => "cosine";

    public static bool LargerIsMoreAlike => false;

    public static double Compare(ReadOnlySpan<double> a, ReadOnlySpan<double> b) =>
        1 - Similarity(a, b);

    /// <summary>a·b / (|a| |b|), between −1 and 1.</summary>
    public static double Similarity(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double common = VectorProducts.Dot(a, b);
        double norms =
            Math.Sqrt(VectorProducts.Dot(a, a)) * Math.Sqrt(VectorProducts.Dot(b, b));
        return norms == 0 ? 0 : common / norms;
    }
}
