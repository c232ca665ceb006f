namespace Similarity.Learning.Forests;

/// <summary>How the best question of a node is looked for.</summary>
public enum SplitSearch
{
    /// <summary>
    /// Between 256 intervals of each feature, chosen so that each holds as many rows: the same
    /// quality as <see cref="Exact"/> in practice, and ten to a hundred times faster.
    /// </summary>
    Histogram,

    /// <summary>Between all neighbouring values.</summary>
    Exact,

    /// <summary>
    /// One uniformly random threshold of each feature: extremely randomised trees (Geurts, Ernst
    /// and Wehenkel, doi:10.1007/s10994-006-6226-1).
    /// </summary>
    Random,
}

/// <summary>What a question of a classification tree should lower.</summary>
public enum ClassCriterion
{
    /// <summary>1 − Σ p².</summary>
    Gini,

    /// <summary>−Σ p log₂ p.</summary>
    Entropy,
}

/// <summary>
/// How a forest grows (Breiman, doi:10.1023/A:1010933404324). Defaults are those of the literature
/// on screening: 500 deep trees, √d features per node, bootstrap.
/// </summary>
public sealed record ForestOptions
{
    /// <summary>More never hurt, but time and memory grow with them.</summary>
    public int Trees { get; init; } = 500;

    /// <summary>
    /// The share of the features that a node may ask about, drawn for each node; null for √d of d.
    /// At least one is looked at that is not constant in the node, where there is any.
    /// </summary>
    public double? FeatureShare { get; init; }

    public SplitSearch Search { get; init; } = SplitSearch.Histogram;

    /// <summary>
    /// A node with less drawn rows is a leaf. Rows count as often as they were drawn, times their
    /// weights where there are any.
    /// </summary>
    public double MinimumToSplit { get; init; } = 2;

    /// <summary>A leaf has no less drawn rows; raise it where labels are noisy.</summary>
    public double MinimumInLeaf { get; init; } = 1;

    /// <summary>Questions from root to leaf; null for any number.</summary>
    public int? MaximumDepth { get; init; }

    /// <summary>Whether each tree has its own draw, with repetition, of as many rows.</summary>
    public bool Bootstrap { get; init; } = true;

    /// <summary>
    /// α of minimal cost-complexity pruning (Breiman and others, Classification and Regression
    /// Trees, 1984): branches that lower the impurity by less than α per leaf, as a share of the
    /// weight of all rows, are cut. 0 cuts nothing.
    /// </summary>
    public double PruningAlpha { get; init; }

    /// <summary>Whether each row is also predicted by the trees that did not see it.</summary>
    public bool OutOfBag { get; init; } = true;

    public ulong Seed { get; init; } = 1;

    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Trees, 1);
        if (FeatureShare is double share && !(share > 0 && share <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(FeatureShare), share, "a share of the features lies above 0, at most 1");
        }

        Require(MinimumToSplit, nameof(MinimumToSplit));
        Require(MinimumInLeaf, nameof(MinimumInLeaf));
        Require(PruningAlpha, nameof(PruningAlpha));
        if (MaximumDepth is int depth)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(depth, nameof(MaximumDepth));
        }
    }

    /// <summary>How many features a node looks at.</summary>
    internal int FeaturesPerNode(int columns) => Math.Clamp(
        (int)(FeatureShare is double share ? share * columns : Math.Sqrt(columns)), 1, columns);

    private static void Require(double value, string name)
    {
        if (!(value >= 0) || double.IsInfinity(value))
        {
            throw new ArgumentOutOfRangeException(name, value, "expected a number of at least 0");
        }
    }
}
