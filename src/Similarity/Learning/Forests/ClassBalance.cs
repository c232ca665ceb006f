namespace Similarity.Learning.Forests;

/// <summary>
/// How each tree gets to see the rare class often enough (Chen, Liaw and Breiman, "Using random
/// forest to learn imbalanced data", 2004). Of the rows, the frequent class is drawn down to
/// n(rare)/ratio; of these rows the bootstrap then draws; and classes may be weighted on top.
/// </summary>
public sealed record ClassBalance
{
    /// <summary>All rows, all of weight 1: an ordinary forest.</summary>
    public static ClassBalance None { get; } = new();

    /// <summary>
    /// That of SOREP (doi:10.1038/s41524-024-01446-9): twice as many of the frequent class, drawn
    /// with repetition, and weights of the draw.
    /// </summary>
    public static ClassBalance Sorep { get; } =
        new() { Ratio = 0.5, Replacement = true, WeighDraw = true };

    /// <summary>
    /// n(rare) : n(frequent) after drawing, of (0, 1]; null draws nothing down. Where the frequent
    /// class is rarer than that already, all of it is taken.
    /// </summary>
    public double? Ratio { get; init; }

    /// <summary>Whether a row of the frequent class may be drawn down to more than once.</summary>
    public bool Replacement { get; init; }

    /// <summary>
    /// Whether rows of the rare class are drawn too, as many as there are, by the same rule.
    /// </summary>
    public bool DrawsRare { get; init; }

    /// <summary>
    /// Whether a row of class c weighs n / (2 n(c)) in a tree, n the rows that the tree has drawn:
    /// "balanced_subsample".
    /// </summary>
    public bool WeighDraw { get; init; }

    internal void Check()
    {
        if (Ratio is double ratio && !(ratio > 0 && ratio <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Ratio), ratio, "the ratio of classes lies above 0, at most 1");
        }
    }
}
