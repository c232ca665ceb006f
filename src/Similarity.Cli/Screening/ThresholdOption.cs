using System.CommandLine;
using Similarity.Cli.CommandLine;

namespace Similarity.Cli.Screening;

/// <summary>--threshold and --balanced-threshold: which scores mean a conductor.</summary>
internal sealed class ThresholdOption
{
    /// <summary>The vote of a balanced forest.</summary>
    private const double Default = 0.5;

    private readonly Option<double?> threshold = NumberOption.Real(
        "--threshold",
        "S",
        "A score above is a conductor (default 0.5).",
        "a number from 0 to 1",
        value => value is >= 0 and <= 1);

    private readonly Option<bool> balanced = new("--balanced-threshold")
    {
        Description = "Take the threshold of the greatest balanced accuracy on the materials "
            + "learned from, each scored by trees that did not draw it.",
    };

    public void AddTo(Command verb)
    {
        verb.Add(threshold);
        verb.Add(balanced);
    }

    /// <summary>Null: each forest takes its own.</summary>
    /// <exception cref="VerbException">Both were asked for.</exception>
    public double? Of(ParseResult result)
    {
        bool chosen = result.GetValue(balanced);
        return result.GetValue(threshold) switch
        {
            null => chosen ? null : Default,
            _ when chosen => throw VerbException.Usage(
                "--threshold and --balanced-threshold exclude each other"),
            double given => given,
        };
    }
}
