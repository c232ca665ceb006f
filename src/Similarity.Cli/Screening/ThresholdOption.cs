using System.CommandLine;
using Similarity.Cli.CommandLine;

namespace Similarity.Cli.Screening;

/// <summary>--threshold: which scores mean a conductor.</summary>
internal static class ThresholdOption
{
    /// <summary>The vote of a balanced forest.</summary>
    public const double Default = 0.5;

    public static Option<double?> Create() => NumberOption.Real(
        "--threshold",
        "S",
        "A score above is a conductor (default 0.5).",
        "a number from 0 to 1",
        value => value is >= 0 and <= 1);
}
