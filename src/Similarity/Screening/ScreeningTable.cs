using System.Collections.Immutable;
using Similarity.Learning;

namespace Similarity.Screening;

/// <summary>Materials with their features, and of which it is known, what they are.</summary>
/// <param name="Ids">Row by row.</param>
/// <param name="Formulas">What groups are made of; empty text where unknown.</param>
/// <param name="Columns">The features.</param>
/// <param name="IsPositive">Transparent conductors.</param>
public sealed record ScreeningTable(
    ImmutableArray<string> Ids,
    ImmutableArray<string> Formulas,
    ImmutableArray<FeatureColumn> Columns,
    FeatureMatrix Features,
    ImmutableArray<bool> IsPositive)
{
    public int Count => Ids.Length;

    public int Positives => IsPositive.Count(positive => positive);

    /// <summary>The share of positives.</summary>
    public double Background => (double)Positives / Count;

    public LabelledRows Rows => new(Features, IsPositive.AsSpan());

    public ScreeningTable Select(ReadOnlySpan<int> rows)
    {
        int[] chosen = rows.ToArray();
        return new ScreeningTable(
            [.. chosen.Select(row => Ids[row])],
            [.. chosen.Select(row => Formulas[row])],
            Columns,
            Features.SelectRows(chosen),
            [.. chosen.Select(row => IsPositive[row])]);
    }
}
