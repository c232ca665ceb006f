using System.Text.Json;

namespace Similarity.Formats;

/// <summary>
/// How fields of JSON documents are called: GapEv → gap_eV, VolumeA3 → volume_A3; snake case, with
/// the unit spelt as a unit.
/// </summary>
public sealed class UnitNamingPolicy : JsonNamingPolicy
{
    private static readonly (string Snake, string Unit)[] Units =
        [("_ev", "_eV"), ("_a3", "_A3"), ("_a", "_A")];

    public override string ConvertName(string name)
    {
        string snake = SnakeCaseLower.ConvertName(name);
        foreach ((string ending, string unit) in Units)
        {
            if (snake.EndsWith(ending, StringComparison.Ordinal))
            {
                return snake[..^ending.Length] + unit;
            }
        }

        return snake;
    }
}
