using System.Text.Encodings.Web;
using System.Text.Json;
using Similarity.Formats;

namespace Similarity.Cli.CommandLine;

/// <summary>How JSON documents of this program are written.</summary>
internal static class JsonOutput
{
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = new UnitNamingPolicy(),

        // Γ and Å stay legible; the document is UTF-8 and never part of a web page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
