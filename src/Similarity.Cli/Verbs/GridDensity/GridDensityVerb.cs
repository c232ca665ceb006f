using System.CommandLine;

namespace Similarity.Cli.Verbs.GridDensity;

/// <summary>The verbs that learn and predict densities point by point.</summary>
internal static class GridDensityVerb
{
    public static Command Create() => new(
        "griddensity", "Electron densities on a grid, learned point by point, with uncertainties.")
    {
        GridDensityTrainVerb.Create(),
        GridDensityEvaluateVerb.Create(),
        GridDensityPredictVerb.Create(),
    };
}
