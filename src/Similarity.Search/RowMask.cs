using System.Numerics;

namespace Similarity.Search;

/// <summary>A set of rows of a collection.</summary>
public sealed class RowMask
{
    private readonly ulong[] words;

    /// <param name="count">The rows of the collection; none of them is in the set yet.</param>
    public RowMask(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        Count = count;
        words = new ulong[(count + 63) / 64];
    }

    /// <summary>The rows of the collection, in the set or not.</summary>
    public int Count { get; }

    /// <summary>Row r is bit r % 64 of word r / 64.</summary>
    public ReadOnlySpan<ulong> Words => words;

    /// <summary>How many rows are in the set.</summary>
    public int Size
    {
        get
        {
            int size = 0;
            foreach (ulong word in words)
            {
                size += BitOperations.PopCount(word);
            }

            return size;
        }
    }

    public bool this[int row]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count);
            return (words[row / 64] >> (row % 64) & 1) == 1;
        }

        set
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count);
            ulong bit = 1UL << (row % 64);
            words[row / 64] = value ? words[row / 64] | bit : words[row / 64] & ~bit;
        }
    }
}
