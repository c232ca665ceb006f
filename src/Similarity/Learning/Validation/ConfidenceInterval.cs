namespace Similarity.Learning.Validation;

/// <summary>The ends of an interval that holds the true value at a stated confidence.</summary>
public readonly record struct ConfidenceInterval(double Low, double High)
{
    /// <summary>The z with Φ(z) − Φ(−z) = confidence: 1.96 for 0.95.</summary>
    internal static double NormalQuantileOf(double confidence)
    {
        RequireConfidence(confidence);
        return Numerics.NormalQuantile.Of(0.5 + confidence / 2);
    }

    internal static void RequireConfidence(double confidence)
    {
        if (!(confidence > 0 && confidence < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(confidence), confidence, "a confidence lies between 0 and 1");
        }
    }
}
