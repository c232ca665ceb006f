using Similarity.Numerics;

namespace Similarity.DensityModels.GridPoint;

/// <summary>
/// Points of a grid drawn so that rare densities are seen too: the range of values is cut into
/// strata of equal width, and a stratum of n points gets a share of the draw that goes as
/// n^(1 − evenness): 0 draws all points alike, 1 as many from every stratum.
/// </summary>
public sealed record StratifiedDraw
{
    public int Strata { get; init; } = 20;

    public double Evenness { get; init; } = 0.5;

    /// <summary>Ascending numbers of count points, or of all if there are fewer.</summary>
    public int[] Draw(ReadOnlySpan<double> values, int count, RandomStream random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Strata, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(Evenness);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Evenness, 1);
        if (count >= values.Length)
        {
            return [.. Enumerable.Range(0, values.Length)];
        }

        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        var members = new List<int>[Strata];
        for (int stratum = 0; stratum < Strata; stratum++)
        {
            members[stratum] = [];
        }

        double width = high > low ? (high - low) / Strata : 1;
        for (int i = 0; i < values.Length; i++)
        {
            members[Math.Min((int)((values[i] - low) / width), Strata - 1)].Add(i);
        }

        int[] shares = Shares(
            [.. members.Select(list => list.Count)], count);
        var drawn = new List<int>(count);
        for (int stratum = 0; stratum < Strata; stratum++)
        {
            List<int> from = members[stratum];
            drawn.AddRange(random.Child((ulong)stratum)
                .Sample(from.Count, shares[stratum])
                .Select(place => from[place]));
        }

        drawn.Sort();
        return [.. drawn];
    }

    /// <summary>
    /// Whole numbers that sum to count, none above its stratum: what a full stratum cannot take
    /// goes to the others.
    /// </summary>
    private int[] Shares(int[] sizes, int count)
    {
        int[] shares = new int[sizes.Length];
        int left = count;
        while (left > 0)
        {
            double total = 0;
            for (int i = 0; i < sizes.Length; i++)
            {
                total += shares[i] < sizes[i] ? Weight(sizes[i]) : 0;
            }

            int given = 0, round = left;
            for (int i = 0; i < sizes.Length; i++)
            {
                if (shares[i] < sizes[i])
                {
                    int share = Math.Min(
                        (int)(round * Weight(sizes[i]) / total), sizes[i] - shares[i]);
                    shares[i] += share;
                    given += share;
                }
            }

            for (int i = 0; given == 0 && i < sizes.Length; i++)
            {
                // Less than one point each: the largest room first.
                int roomiest = Enumerable.Range(0, sizes.Length)
                    .MaxBy(stratum => sizes[stratum] - shares[stratum]);
                shares[roomiest]++;
                given = 1;
            }

            left -= given;
        }

        return shares;
    }

    private double Weight(int size) => Math.Pow(size, 1 - Evenness);
}
