using System.Text.Json;
using System.Text.Json.Serialization;
using Similarity.Catalog.Import;
using Similarity.Cli.CommandLine;

namespace Similarity.Cli.Verbs;

/// <summary>similarity.read/1.</summary>
internal sealed record ReadDocument(
    IReadOnlyList<FileSummary> Files, IReadOnlyList<FileFailure> Failed)
    : Document("similarity.read/1")
{
    /// <summary>
    /// The fields of the file at the top level, when exactly one was asked for and read: most calls
    /// are about one file and should not have to unpack a list.
    /// </summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? OnlyFile { get; } =
        Files.Count == 1 && Failed.Count == 0
            ? JsonSerializer.SerializeToElement(Files[0], JsonOutput.Options)
                .EnumerateObject()
                .ToDictionary(field => field.Name, field => field.Value)
            : null;
}
