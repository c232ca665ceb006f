using System.CommandLine;

namespace Similarity.Cli.Verbs.Screen;

/// <summary>The verbs that screen materials by forests.</summary>
internal static class ScreenVerb
{
    public static Command Create() => new(
        "screen", "Find materials worth a calculation: transparent conductors, by forests.")
    {
        ScreenTrainVerb.Create(),
        ScreenEvaluateVerb.Create(),
        ScreenPredictVerb.Create(),
        ScreenCurveVerb.Create(),
    };
}
