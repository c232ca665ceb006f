using System.Text.Json.Serialization;

namespace Similarity.Explorer.Hosting;

/// <summary>An error as RFC 9457 has it.</summary>
/// <param name="Errors">Places in a filter; null for anything else.</param>
internal sealed record ProblemDocument(
    string Type,
    string Title,
    int Status,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    IReadOnlyList<TextProblem>? Errors = null);
