using System.Text.Json.Serialization;

namespace Similarity.Cli.CommandLine;

/// <summary>
/// A JSON document of a verb. Its schema is a name with a version, "similarity.read/1"; the version
/// rises when a field changes its meaning or goes, not when one is added.
/// </summary>
internal abstract record Document([property: JsonPropertyOrder(-1)] string Schema);
