using System.CommandLine;

namespace Similarity.Cli.Verbs.Density;

/// <summary>The verbs that learn electron densities.</summary>
internal static class DensityVerb
{
    public static Command Create() => new(
        "density", "Learn electron densities on atom-centred functions, and predict them.")
    {
        DensityTrainVerb.Create(),
        DensityEvaluateVerb.Create(),
        DensityPredictVerb.Create(),
    };
}
