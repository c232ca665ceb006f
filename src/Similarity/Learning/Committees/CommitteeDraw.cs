using Similarity.Numerics;

namespace Similarity.Learning.Committees;

/// <summary>Which cases each member of a committee learns from.</summary>
/// <param name="Share">
/// The part of the cases drawn without repetition; null for a bootstrap, as many as there are drawn
/// with repetition (Breiman, doi:10.1007/BF00058655).
/// </param>
public sealed record CommitteeDraw(int Members, ulong Seed, double? Share = null)
{
    /// <summary>The cases of each member, ascending.</summary>
    public int[][] Of(int cases)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Members, 2);
        var random = new RandomStream(Seed);
        return
        [
            .. Enumerable.Range(0, Members).Select(member =>
                Draw(cases, random.Child((ulong)member))),
        ];
    }

    private int[] Draw(int cases, RandomStream random)
    {
        if (Share is double share)
        {
            int count = Math.Clamp((int)Math.Round(share * cases), 1, cases);
            return random.Sample(cases, count);
        }

        int[] drawn = new int[cases];
        for (int i = 0; i < cases; i++)
        {
            drawn[i] = random.Below(cases);
        }

        Array.Sort(drawn);
        return drawn;
    }
}
