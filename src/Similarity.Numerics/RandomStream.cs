namespace Similarity.Numerics;

/// <summary>
/// Random numbers from a seed: Philox4x32-10 (Salmon, Moraes, Dror, Shaw, "Parallel random numbers:
/// as easy as 1, 2, 3", SC 2011), whose n-th block is a function of the key and n alone. The
/// numbers are the same on every machine and runtime: only +, −, ×, ÷, √ and integers are used.
/// </summary>
/// <remarks>
/// A stream is one sequence, not shared between threads; work that runs in parallel takes one
/// <see cref="Child"/> per item, which depends on the seed and the item's index only.
/// </remarks>
public sealed class RandomStream(ulong seed)
{
    // The upper half of the counter keeps what a stream draws apart from the keys of its children.
    private const ulong Draws = 0;
    private const ulong Children = 1;

    private readonly ulong key = seed;
    private ulong nextBlock;
    private ulong spare;
    private bool hasSpare;

    /// <summary>
    /// The index-th independent stream below this one, however much this one has drawn.
    /// </summary>
    public RandomStream Child(ulong index) => new(Philox.Block(index, Children, key).Low);

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        if (hasSpare)
        {
            hasSpare = false;
            return spare;
        }

        (ulong low, spare) = Philox.Block(nextBlock++, Draws, key);
        hasSpare = true;
        return low;
    }

    /// <summary>Uniform in [0, 1): a multiple of 2⁻⁵³.</summary>
    public double Uniform() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform from low to high; high itself only by rounding.</summary>
    public double Uniform(double low, double high) => low + (high - low) * Uniform();

    /// <summary>
    /// A uniform integer in 0 … count − 1, unbiased (Lemire, doi:10.1145/3230636).
    /// </summary>
    public int Below(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ulong n = (ulong)count;
        ulong high = Math.BigMul(NextBits(), n, out ulong low);
        if (low < n)
        {
            ulong threshold = (0 - n) % n;
            while (low < threshold)
            {
                high = Math.BigMul(NextBits(), n, out low);
            }
        }

        return (int)high;
    }

    /// <summary>
    /// Normal with mean 0 and variance 1: the quantile of a uniform number inside (0, 1).
    /// </summary>
    public double Normal() => NormalQuantile.Of(((NextBits() >> 12) + 0.5) * (1.0 / (1UL << 52)));

    /// <summary>A random order of the items, in place (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = Below(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>
    /// count different integers of 0 … population − 1, every subset equally likely, ascending
    /// (Floyd, doi:10.1145/30401.315746): memory and time grow with count only.
    /// </summary>
    public int[] Sample(int population, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, population);
        var chosen = new SortedSet<int>();
        for (int last = population - count; last < population; last++)
        {
            if (!chosen.Add(Below(last + 1)))
            {
                chosen.Add(last);
            }
        }

        return [.. chosen];
    }
}
