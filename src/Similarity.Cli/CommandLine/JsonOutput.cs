using System.Text.Encodings.Web;
using System.Text.Json;

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

    /// <summary>GapEv → gap_eV: snake case, with the unit spelt as a unit.</summary>
    private sealed class UnitNamingPolicy : JsonNamingPolicy
    {
        public override string ConvertName(string name)
        {
            string snake = SnakeCaseLower.ConvertName(name);
            return snake.EndsWith("_ev", StringComparison.Ordinal) ? snake[..^2] + "eV" : snake;
        }
    }
}
