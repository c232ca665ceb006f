using System.Text;
using Similarity.Crystals;
using Similarity.Spectra;

namespace Similarity.Cli.Report;

/// <summary>A path in one line: "Γ–X–U|K–Γ", a bar where it jumps.</summary>
internal static class PathText
{
    public static string Of(KPointPath path)
    {
        var text = new StringBuilder();
        string? last = null;
        foreach (KPointPathSegment segment in path.Segments)
        {
            if (segment.StartLabel != last)
            {
                text.Append(last is null ? "" : "|").Append(KPointLabel.Pretty(segment.StartLabel));
            }

            last = segment.EndLabel;
            text.Append('–').Append(KPointLabel.Pretty(last));
        }

        return text.ToString();
    }
}
