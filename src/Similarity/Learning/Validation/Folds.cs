using Similarity.Numerics;

namespace Similarity.Learning.Validation;

/// <summary>Parts of a collection, each to be predicted by what is learned of the others.</summary>
public static class Folds
{
    /// <summary>
    /// The fold of each case, as equal in size as can be: a random order dealt out in turn.
    /// </summary>
    public static int[] Random(int cases, int folds, RandomStream random) =>
        OfGroups([.. Enumerable.Range(0, cases)], folds, random);

    /// <summary>
    /// The fold of each case where cases of one group stay together: groups from the largest on, in
    /// random order among equals, each into the fold with the fewest cases so far.
    /// </summary>
    public static int[] OfGroups<T>(IReadOnlyList<T> groupOf, int folds, RandomStream random)
        where T : notnull
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(folds, 2);
        T[] names = [.. groupOf.Distinct()];
        if (names.Length < folds)
        {
            throw new ArgumentException($"{names.Length} groups do not fill {folds} folds");
        }

        random.Shuffle<T>(names);
        var sizes = groupOf.GroupBy(name => name).ToDictionary(g => g.Key, g => g.Count());
        int[] filled = new int[folds];
        var foldOf = new Dictionary<T, int>();
        foreach (T name in names.OrderByDescending(name => sizes[name]))
        {
            int fold = Array.IndexOf(filled, filled.Min());
            foldOf[name] = fold;
            filled[fold] += sizes[name];
        }

        return [.. groupOf.Select(name => foldOf[name])];
    }
}
