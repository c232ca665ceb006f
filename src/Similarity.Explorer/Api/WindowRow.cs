using System.Globalization;
using System.Text.RegularExpressions;
using Similarity.Catalog.Candidates;

namespace Similarity.Explorer.Api;

/// <summary>What moved the score of a material: a window of energies or a property.</summary>
/// <param name="Kind">The property, or the fingerprint and segment of the window.</param>
/// <param name="FromEv">From the reference of the segment; null for a property.</param>
/// <param name="Importance">Added to the score; below 0 it speaks against a conductor.</param>
internal sealed partial record WindowRow(
    string Kind, double? FromEv, double? ToEv, double Importance)
{
    public static WindowRow Of(CandidateReason reason)
    {
        Match window = Window().Match(reason.Window);
        if (!window.Success)
        {
            return new WindowRow(reason.Window, null, null, reason.Contribution);
        }

        double from = Number(window.Groups["from"].Value);
        return new WindowRow(
            window.Groups["kind"].Value,
            from,
            window.Groups["to"].Success ? Number(window.Groups["to"].Value) : from,
            reason.Contribution);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>As fingerprint blocks spell windows: "spectral vbm -1 to -0.5 eV".</summary>
    [GeneratedRegex(
        @"^(?<kind>.+?) (?<from>-?\d+(\.\d+)?)( to (?<to>-?\d+(\.\d+)?))? eV$",
        RegexOptions.CultureInvariant)]
    private static partial Regex Window();
}
