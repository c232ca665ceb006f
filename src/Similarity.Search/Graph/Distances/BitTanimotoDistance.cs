using System.Numerics;

namespace Similarity.Search.Graph.Distances;

/// <summary>
/// 1 − |a ∩ b| / |a ∪ b| of sets of bits, on the interval that both cover; 1 where it holds none.
/// </summary>
internal readonly unsafe struct BitTanimotoDistance(int lanes) : IGraphDistance
{
    public bool IsSquared => false;

    public bool UsesSizes => false;

    public float SizeOf(float* vector) => 0;

    public float SizeOfQuery(float* vector) => 0;

    public float Between(float* a, float sizeA, float* b, float sizeB)
    {
        uint* x = (uint*)a, y = (uint*)b;
        uint first = Math.Max(x[0], y[0]);
        uint end = Math.Min(Math.Min(x[1], y[1]), 32 * (uint)(lanes - 2));
        if (first >= end)
        {
            return 1;
        }

        int both = 0, either = 0;
        int last = (int)((end - 1) / 32);
        for (int word = (int)(first / 32); word <= last; word++)
        {
            uint covered = uint.MaxValue;
            if (word == (int)(first / 32))
            {
                covered <<= (int)(first % 32);
            }

            if (word == last)
            {
                covered &= uint.MaxValue >> (int)(31 - (end - 1) % 32);
            }

            uint inA = x[2 + word] & covered, inB = y[2 + word] & covered;
            both += BitOperations.PopCount(inA & inB);
            either += BitOperations.PopCount(inA | inB);
        }

        return either == 0 ? 1 : 1 - (float)both / either;
    }
}
