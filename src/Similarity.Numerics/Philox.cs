namespace Similarity.Numerics;

/// <summary>
/// Philox4x32-10: a bijection of 128-bit counters, one for each 64-bit key (Salmon et al., SC
/// 2011). Words are little-endian: word 0 of the paper is the lower half of <c>counterLow</c>.
/// </summary>
internal static class Philox
{
    private const int Rounds = 10;
    private const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57;

    // The golden ratio and √3 − 1 in 32 bits.
    private const uint Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;

    public static (ulong Low, ulong High) Block(ulong counterLow, ulong counterHigh, ulong key)
    {
        uint c0 = (uint)counterLow, c1 = (uint)(counterLow >> 32);
        uint c2 = (uint)counterHigh, c3 = (uint)(counterHigh >> 32);
        uint k0 = (uint)key, k1 = (uint)(key >> 32);
        for (int round = 0; round < Rounds; round++)
        {
            ulong product0 = (ulong)Multiplier0 * c0, product1 = (ulong)Multiplier1 * c2;
            c0 = (uint)(product1 >> 32) ^ c1 ^ k0;
            c1 = (uint)product1;
            c2 = (uint)(product0 >> 32) ^ c3 ^ k1;
            c3 = (uint)product0;
            k0 = unchecked(k0 + Weyl0);
            k1 = unchecked(k1 + Weyl1);
        }

        return (c0 | (ulong)c1 << 32, c2 | (ulong)c3 << 32);
    }
}
