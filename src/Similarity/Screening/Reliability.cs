using System.Collections.Immutable;
using Similarity.Learning.Validation;

namespace Similarity.Screening;

/// <summary>
/// How many of the training rows with about the same score were conductors, by trees that did not
/// draw them: groups of neighbouring scores, ascending.
/// </summary>
/// <param name="Highest">The highest score of each group.</param>
public sealed record Reliability(
    ImmutableArray<double> Highest, ImmutableArray<int> Counts, ImmutableArray<int> Positives)
{
    /// <summary>Wide enough for a share, narrow enough for a score.</summary>
    private const int GroupRows = 50;

    public static Reliability Of(ReadOnlySpan<double> scores, ReadOnlySpan<bool> isPositive)
    {
        double[] sorted = scores.ToArray();
        bool[] positive = isPositive.ToArray();
        Array.Sort(sorted, positive);
        var highest = ImmutableArray.CreateBuilder<double>();
        var counts = ImmutableArray.CreateBuilder<int>();
        var positives = ImmutableArray.CreateBuilder<int>();
        for (int first = 0; first < sorted.Length;)
        {
            int end = Math.Min(first + GroupRows, sorted.Length);
            while (end < sorted.Length && sorted[end] == sorted[end - 1])
            {
                end++;
            }

            highest.Add(sorted[end - 1]);
            counts.Add(end - first);
            positives.Add(positive[first..end].Count(one => one));
            first = end;
        }

        return new Reliability(
            highest.ToImmutable(), counts.ToImmutable(), positives.ToImmutable());
    }

    /// <summary>
    /// Where the share of conductors among materials of this score lies, at 95 %; null where no
    /// row is known.
    /// </summary>
    public ConfidenceInterval? Interval(double score)
    {
        if (Highest.IsEmpty)
        {
            return null;
        }

        int group = Highest.BinarySearch(score);
        group = Math.Min(group < 0 ? ~group : group, Highest.Length - 1);
        return new Proportion(Positives[group], Counts[group]).Interval();
    }
}
