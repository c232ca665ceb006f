using Similarity.Numerics;

namespace Similarity.Learning.Forests;

/// <summary>How often each row is in the sample of a tree.</summary>
internal static class RowDraw
{
    /// <summary>As many of some rows, with repetition; or each once.</summary>
    /// <param name="pool">The rows that may be drawn.</param>
    /// <param name="rows">The number of all rows.</param>
    public static int[] Of(ReadOnlySpan<int> pool, int rows, bool bootstrap, RandomStream random)
    {
        int[] times = new int[rows];
        for (int i = 0; i < pool.Length; i++)
        {
            times[pool[bootstrap ? random.Below(pool.Length) : i]]++;
        }

        return times;
    }

    /// <summary>The rows that a balanced tree may draw, some more than once.</summary>
    public static int[] Balanced(
        ReadOnlySpan<int> rare, ReadOnlySpan<int> frequent, ClassBalance balance,
        RandomStream random)
    {
        if (balance.Ratio is not double ratio)
        {
            return [.. rare, .. frequent];
        }

        // As imbalanced-learn rounds: down.
        int wanted = Math.Min((int)(rare.Length / ratio), frequent.Length);
        int[] few = balance.DrawsRare ? Some(rare, rare.Length, balance, random) : [.. rare];
        return wanted == frequent.Length && !balance.Replacement
            ? [.. few, .. frequent]
            : [.. few, .. Some(frequent, wanted, balance, random)];
    }

    private static int[] Some(
        ReadOnlySpan<int> rows, int count, ClassBalance balance, RandomStream random)
    {
        int[] drawn = new int[count];
        if (balance.Replacement)
        {
            for (int i = 0; i < count; i++)
            {
                drawn[i] = rows[random.Below(rows.Length)];
            }

            return drawn;
        }

        int[] chosen = random.Sample(rows.Length, count);
        for (int i = 0; i < count; i++)
        {
            drawn[i] = rows[chosen[i]];
        }

        return drawn;
    }
}
