namespace Similarity.Search.Device;

/// <summary>Scores as unsigned integers of the same order.</summary>
public static class ScoreKey
{
    /// <summary>Above every key.</summary>
    public const uint None = uint.MaxValue;

    /// <summary>0, the smallest, for what cannot be computed: it stays a candidate.</summary>
    public static uint Of(float score)
    {
        uint bits = BitConverter.SingleToUInt32Bits(score);
        return float.IsNaN(score) ? 0 : bits >> 31 == 1 ? ~bits : bits | 0x80000000;
    }
}
