using Similarity.Cli.CommandLine;

namespace Similarity.Cli.Batches;

/// <summary>
/// What the rows of a matrix are; a run that says otherwise cannot go on with it.
/// </summary>
/// <param name="Type">Of the numbers: float64 or float32.</param>
internal sealed record MatrixHeader(
    string Kind,
    SortedDictionary<string, string> Parameters,
    string GridId,
    string ProgramVersion,
    string Type)
    : Document("similarity.rows/1")
{
    public const string Single = "float32";

    /// <summary>The first thing in which two headers differ, by name; null if none.</summary>
    public string? DifferenceTo(MatrixHeader other)
    {
        IEnumerable<(string Name, string? Mine, string? Other)> settings = Parameters.Keys
            .Union(other.Parameters.Keys)
            .Order(StringComparer.Ordinal)
            .Select(name => (
                name,
                Parameters.GetValueOrDefault(name),
                other.Parameters.GetValueOrDefault(name)));
        (string Name, string? Mine, string? Other)[] all =
        [
            ("kind", Kind, other.Kind),
            .. settings,
            ("grid_id", GridId, other.GridId),
            ("type", Type, other.Type),
            ("program_version", ProgramVersion, other.ProgramVersion),
        ];
        return all
            .Where(field => field.Mine != field.Other)
            .Select(field =>
                $"{field.Name} {field.Mine ?? "absent"}, not {field.Other ?? "absent"}")
            .FirstOrDefault();
    }
}
