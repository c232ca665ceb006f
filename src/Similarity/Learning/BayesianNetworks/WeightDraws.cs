using Similarity.Numerics;

namespace Similarity.Learning.BayesianNetworks;

/// <summary>Weights of point networks that a model stands for.</summary>
internal static class WeightDraws
{
    /// <summary>
    /// count draws from the weights of a Bayesian network; the members of an ensemble, whatever the
    /// count.
    /// </summary>
    public static double[][] Of(NetworkModel model, int count, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (!model.IsBayesian)
        {
            return Centre(model);
        }

        var random = new RandomStream(seed);
        GaussianWeights member = model.Members.Single();
        double[][] drawn = new double[count][];
        for (int t = 0; t < count; t++)
        {
            RandomStream own = random.Child((ulong)t);
            drawn[t] = new double[member.Count];
            for (int i = 0; i < member.Count; i++)
            {
                drawn[t][i] = member.Means[i]
                    + GaussianWeights.Deviation(member.Rhos[i]) * own.Normal();
            }
        }

        return drawn;
    }

    /// <summary>The means of each member.</summary>
    public static double[][] Centre(NetworkModel model) =>
        [.. model.Members.Select(member => member.Means.ToArray())];
}
