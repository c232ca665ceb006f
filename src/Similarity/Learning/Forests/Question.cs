using System.Runtime.Intrinsics;

namespace Similarity.Learning.Forests;

/// <summary>A question of a node: is x(feature) ≤ threshold?</summary>
/// <param name="Gain">P(left) + P(right) − P(node); −∞ for no question at all.</param>
/// <param name="Left">The sums of the rows of which it is true.</param>
internal readonly record struct Question(
    double Gain, int Feature, float Threshold, Vector128<double> Left)
{
    public static Question None { get; } = new(double.NegativeInfinity, -1, 0, default);

    public bool IsNone => Feature < 0;
}

/// <summary>A node whose question is looked for.</summary>
/// <param name="Sums">Of its rows.</param>
/// <param name="Smallest">No side may have less drawn rows.</param>
internal readonly record struct SplitTask(
    NodeRange Range, Vector128<double> Sums, double Smallest);

/// <summary>Looks for the best question of a node about one feature.</summary>
internal interface ISplitter
{
    /// <summary>
    /// The best question; none where no side may be that small. Null where the feature is the same
    /// in all rows.
    /// </summary>
    Question? Best(in SplitTask task, NodeRows rows, int feature);
}
