using System.Text.RegularExpressions;

namespace Similarity.Cli.Report;

/// <summary>
/// Hermann–Mauguin symbols as printed: screw axes below the line, bars above digits.
/// </summary>
internal static partial class PrettySpaceGroup
{
    /// <summary>
    /// "P6_3/mmc" → "P6₃/mmc", "Fd-3m" → "Fd3̅m" (U+0305 puts a line over the 3).
    /// </summary>
    public static string Of(string symbol) => Bar().Replace(
        Screw().Replace(symbol, screw => ((char)('₀' + (screw.Value[1] - '0'))).ToString()),
        "$1\u0305");

    [GeneratedRegex("_[1-5]")]
    private static partial Regex Screw();

    [GeneratedRegex("-([1-6])")]
    private static partial Regex Bar();
}
