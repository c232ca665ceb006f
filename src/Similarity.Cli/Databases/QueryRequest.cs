using Similarity.Cli.CommandLine;

namespace Similarity.Cli.Databases;

/// <summary>What a query asks.</summary>
/// <param name="Id">A material of the database; null for one in a file.</param>
/// <param name="Settings">Parameters that the fingerprints have.</param>
/// <param name="Report">The page to write; null for none.</param>
/// <param name="Device">A word of <see cref="DeviceOption"/>.</param>
internal sealed record QueryRequest(
    string Database,
    string? Id,
    string? File,
    string? Kind,
    IReadOnlyDictionary<string, string> Settings,
    string? Metric,
    int Count,
    string? Where,
    string Device,
    int? Effort,
    OutputFile? Report);
