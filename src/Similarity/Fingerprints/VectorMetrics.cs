namespace Similarity.Fingerprints;

/// <summary>
/// Distances and similarities of two vectors of the same length. A vector of zeros, a spectrum
/// with no state in its windows, is similar to nothing: its cosine and Tanimoto similarities are 0.
/// </summary>
public static class VectorMetrics
{
    /// <summary>a·b.</summary>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        RequireSameLength(a, b);
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    /// <summary>|a − b|.</summary>
    public static double Euclidean(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        RequireSameLength(a, b);
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            double difference = a[i] - b[i];
            sum += difference * difference;
        }

        return Math.Sqrt(sum);
    }

    /// <summary>a·b / (|a| |b|), between −1 and 1.</summary>
    public static double CosineSimilarity(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double norms = Math.Sqrt(Dot(a, a)) * Math.Sqrt(Dot(b, b));
        return norms == 0 ? 0 : Dot(a, b) / norms;
    }

    /// <summary>1 − a·b / (|a| |b|).</summary>
    public static double CosineDistance(ReadOnlySpan<double> a, ReadOnlySpan<double> b) =>
        1 - CosineSimilarity(a, b);

    /// <summary>a·b / (|a|² + |b|² − a·b), between −⅓ and 1; 1 only for equal vectors.</summary>
    public static double Tanimoto(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double common = Dot(a, b);
        double union = Dot(a, a) + Dot(b, b) - common;
        return union == 0 ? 0 : common / union;
    }

    private static void RequireSameLength(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        if (a.Length != b.Length)
        {
            throw new ArgumentException(
                $"vectors of {a.Length} and {b.Length} numbers; expected as many");
        }
    }
}
