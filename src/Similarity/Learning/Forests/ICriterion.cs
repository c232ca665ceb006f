using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Similarity.Learning.Forests;

/// <summary>
/// What a question should raise: the purity P of a set of rows, a function of two sums over them
/// such that P(left) + P(right) − P(both) ≥ 0 is the weight of the node times the impurity that
/// the question takes away. A struct, so that loops over intervals specialise.
/// </summary>
internal interface ICriterion
{
    double Purity(Vector128<double> sums);

    /// <summary>The weight that impurities are shares of.</summary>
    double Weight(Vector128<double> sums);

    /// <summary>What a leaf of such rows says.</summary>
    double Value(Vector128<double> sums);

    /// <summary>
    /// Whether no question can raise the purity any more, as the sums alone tell.
    /// </summary>
    bool IsPure(Vector128<double> sums);
}

/// <summary>What rounding leaves of a class that has gone from a node.</summary>
internal static class Rounding
{
    /// <summary>
    /// Whether all rows are of one class. Sums of weights that are not whole are differences from
    /// the parent's, whose last digits must not pass for rows.
    /// </summary>
    public static bool IsOneClass(Vector128<double> sums)
    {
        double first = sums.ToScalar(), second = sums.GetElement(1);
        return Math.Min(first, second) <= 1e-12 * (first + second);
    }
}

/// <summary>
/// Of two classes, drawn a and b times, of weights u and v: P = −W (1 − p² − q²) with W = ua + vb,
/// p = ua/W, q = vb/W, which is −2 ua vb / W. Counts stay whole numbers in the sums, so that sums
/// and differences of them are exact.
/// </summary>
internal readonly struct GiniCriterion(double negativeWeight, double positiveWeight) : ICriterion
{
    private readonly Vector128<double> weights =
        Vector128.Create(negativeWeight, positiveWeight);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Purity(Vector128<double> sums)
    {
        Vector128<double> weighted = sums * weights;
        double negative = weighted.ToScalar(), positive = weighted.GetElement(1);
        return -2 * negative * positive / (negative + positive);
    }

    public double Weight(Vector128<double> sums) => Vector128.Dot(sums, weights);

    public double Value(Vector128<double> sums) =>
        (sums * weights).GetElement(1) / Weight(sums);

    public bool IsPure(Vector128<double> sums) => Rounding.IsOneClass(sums);
}

/// <summary>As <see cref="GiniCriterion"/>, with P = Σ wₖ log₂(wₖ / W).</summary>
internal readonly struct EntropyCriterion(double negativeWeight, double positiveWeight)
    : ICriterion
{
    private readonly Vector128<double> weights =
        Vector128.Create(negativeWeight, positiveWeight);

    public double Purity(Vector128<double> sums)
    {
        Vector128<double> weighted = sums * weights;
        double negative = weighted.ToScalar(), positive = weighted.GetElement(1);
        return Term(negative, negative + positive) + Term(positive, negative + positive);
    }

    public double Weight(Vector128<double> sums) => Vector128.Dot(sums, weights);

    public double Value(Vector128<double> sums) =>
        (sums * weights).GetElement(1) / Weight(sums);

    public bool IsPure(Vector128<double> sums) => Rounding.IsOneClass(sums);

    private static double Term(double part, double whole) =>
        part > 0 ? part * Math.Log2(part / whole) : 0;
}

/// <summary>
/// Of numbers y with weights w, summed as w and w y: the weighted sum of squares about the mean
/// is Σ w y² − (Σ w y)² / Σ w, of which the second part changes with the question.
/// </summary>
internal readonly struct SquareCriterion : ICriterion
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Purity(Vector128<double> sums) =>
        sums.GetElement(1) * sums.GetElement(1) / sums.ToScalar();

    public double Weight(Vector128<double> sums) => sums.ToScalar();

    public double Value(Vector128<double> sums) => sums.GetElement(1) / sums.ToScalar();

    public bool IsPure(Vector128<double> sums) => false;
}
