using Similarity.Numerics;

namespace Similarity.Screening;

/// <summary>Rows to learn from and rows to be asked about; no row is both.</summary>
public sealed record Split(int[] Train, int[] Test)
{
    /// <summary>
    /// So many rows to learn from, of either class the share that it has of all, at least one on
    /// both sides.
    /// </summary>
    public static Split Stratified(IReadOnlyList<bool> isPositive, int train, RandomStream random)
    {
        int[] positive = RowsOf(isPositive, true), negative = RowsOf(isPositive, false);
        if (positive.Length < 2 || negative.Length < 2)
        {
            throw new ArgumentException(
                $"{positive.Length} positive and {negative.Length} negative rows; a split needs "
                + "two of each");
        }

        if (train < 2 || train > isPositive.Count - 2)
        {
            throw new ArgumentOutOfRangeException(
                nameof(train),
                train,
                $"of {isPositive.Count} rows 2 to all but 2 are learned from");
        }

        int wanted = (int)Math.Round((double)train * positive.Length / isPositive.Count);
        int some = Math.Clamp(
            Math.Clamp(wanted, 1, positive.Length - 1),
            train - (negative.Length - 1),
            train - 1);
        random.Child(0).Shuffle<int>(positive);
        random.Child(1).Shuffle<int>(negative);
        return Sorted(
            [.. positive[..some], .. negative[..(train - some)]],
            [.. positive[some..], .. negative[(train - some)..]]);
    }

    /// <summary>
    /// Whole groups, drawn until there are as many rows to learn from: no group is on both sides,
    /// so that a test row has no polymorph among those learned from.
    /// </summary>
    public static Split Grouped(IReadOnlyList<string> groups, int train, RandomStream random)
    {
        int[][] members =
        [
            .. Enumerable.Range(0, groups.Count).GroupBy(row => groups[row], StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => group.ToArray()),
        ];
        random.Shuffle<int[]>(members);
        List<int> learned = [], asked = [];
        foreach (int[] group in members)
        {
            (learned.Count < train ? learned : asked).AddRange(group);
        }

        return Sorted(learned, asked);
    }

    /// <summary>
    /// So many parts of about equal size; each is asked about once, by what the others teach.
    /// </summary>
    /// <param name="groups">Null to keep the share of classes; else no group is divided.</param>
    public static Split[] Folds(
        IReadOnlyList<bool> isPositive,
        IReadOnlyList<string>? groups,
        int folds,
        RandomStream random)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        int[] part = new int[isPositive.Count];
        if (groups is null)
        {
            foreach (bool side in new[] { true, false })
            {
                int[] rows = RowsOf(isPositive, side);
                random.Child(side ? 0u : 1u).Shuffle<int>(rows);
                for (int i = 0; i < rows.Length; i++)
                {
                    part[rows[i]] = i % folds;
                }
            }
        }
        else
        {
            string[] names = [.. groups.Distinct().Order(StringComparer.Ordinal)];
            random.Shuffle<string>(names);
            var own = names.Index().ToDictionary(name => name.Item, name => name.Index % folds);
            for (int row = 0; row < part.Length; row++)
            {
                part[row] = own[groups[row]];
            }
        }

        return
        [
            .. Enumerable.Range(0, folds).Select(fold => new Split(
                [.. Enumerable.Range(0, part.Length).Where(row => part[row] != fold)],
                [.. Enumerable.Range(0, part.Length).Where(row => part[row] == fold)])),
        ];
    }

    private static int[] RowsOf(IReadOnlyList<bool> isPositive, bool wanted) =>
        [.. Enumerable.Range(0, isPositive.Count).Where(row => isPositive[row] == wanted)];

    private static Split Sorted(IEnumerable<int> train, IEnumerable<int> test) =>
        new([.. train.Order()], [.. test.Order()]);
}
