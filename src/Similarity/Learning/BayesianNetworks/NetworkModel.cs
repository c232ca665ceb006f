using System.Collections.Immutable;

namespace Similarity.Learning.BayesianNetworks;

/// <summary>
/// A trained network, or several of one shape: scalings, and the weights of each. One member with
/// Gaussian weights is a Bayesian network; several of point weights are a deep ensemble
/// (Lakshminarayanan et al., arXiv:1612.01474).
/// </summary>
public sealed record NetworkModel
{
    public NetworkModel(
        NetworkShape shape,
        RowScaling inputs,
        double targetMean,
        double targetDeviation,
        ImmutableArray<GaussianWeights> members)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(inputs.Columns, shape.Inputs, nameof(inputs));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(targetDeviation);
        if (members.IsEmpty || members.Any(member => member.Count != shape.Parameters))
        {
            throw new ArgumentException(
                $"members of other than {shape.Parameters} weights, or none", nameof(members));
        }

        Shape = shape;
        Inputs = inputs;
        TargetMean = targetMean;
        TargetDeviation = targetDeviation;
        Members = members;
    }

    public NetworkShape Shape { get; }

    public RowScaling Inputs { get; }

    public double TargetMean { get; }

    public double TargetDeviation { get; }

    public ImmutableArray<GaussianWeights> Members { get; }

    public bool IsBayesian => !Members[0].IsPoint;

    /// <summary>The mean of the loss over the last epoch of each member's training.</summary>
    public double LastLoss { get; init; }

    /// <summary>The members of several models that learned on the same scalings.</summary>
    public static NetworkModel Ensemble(IReadOnlyList<NetworkModel> models)
    {
        NetworkModel first = models[0];
        foreach (NetworkModel other in models)
        {
            if (other.Shape != first.Shape
                || !other.Inputs.Means.SequenceEqual(first.Inputs.Means)
                || other.TargetMean != first.TargetMean)
            {
                throw new ArgumentException(
                    "members of an ensemble have one shape and learn from the same rows",
                    nameof(models));
            }
        }

        return new NetworkModel(
            first.Shape,
            first.Inputs,
            first.TargetMean,
            first.TargetDeviation,
            [.. models.SelectMany(model => model.Members)])
        {
            LastLoss = models.Average(model => model.LastLoss),
        };
    }
}
