using System.CommandLine;

namespace Similarity.Cli.Verbs.DosModel;

/// <summary>The verbs that learn densities of states.</summary>
internal static class DosModelVerb
{
    public static Command Create() => new(
        "dosmodel", "Learn densities of states from local environments, and predict them.")
    {
        DosModelTrainVerb.Create(),
        DosModelEvaluateVerb.Create(),
        DosModelPredictVerb.Create(),
    };
}
