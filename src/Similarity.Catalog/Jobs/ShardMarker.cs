using System.Collections.Immutable;
using System.Text.Json;
using Similarity.Catalog.Import;
using Similarity.Catalog.Records;

namespace Similarity.Catalog.Jobs;

/// <summary>Says that a shard was built to its end, and what came of it.</summary>
/// <param name="Materials">In the catalog of the shard.</param>
/// <param name="Failed">All that failed, also where no set is known to record it in.</param>
public sealed record ShardMarker(
    Shard Shard,
    ShardPlan Plan,
    string ProgramVersion,
    long Materials,
    ImmutableArray<ImportFailure> Failed)
{
    private const string Schema = "similarity.shard/1";

    internal byte[] ToJson() => JsonRecord.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("schema", Schema);
        writer.WriteNumber("shard", Shard.Index);
        writer.WriteNumber("shards", Shard.Count);
        writer.WriteString("program_version", ProgramVersion);
        Plan.Write(writer);
        writer.WriteNumber("materials", Materials);
        writer.WriteStartArray("failed");
        foreach (ImportFailure failure in Failed)
        {
            writer.WriteStartObject();
            writer.WriteString("id", failure.Id);
            writer.WriteString("kind", failure.Kind);
            writer.WriteString("reason", failure.Reason);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    });

    /// <exception cref="FormatException">It is no such marker.</exception>
    internal static ShardMarker FromJson(byte[] json) => JsonRecord.Read(json, "marker", root =>
        JsonRecord.Text(root.GetProperty("schema")) != Schema
            ? throw new FormatException($"expected a document of {Schema}")
            : new ShardMarker(
                new Shard(
                    root.GetProperty("shard").GetInt32(), root.GetProperty("shards").GetInt32()),
                ShardPlan.Read(root),
                JsonRecord.Text(root.GetProperty("program_version")),
                root.GetProperty("materials").GetInt64(),
                [.. root.GetProperty("failed").EnumerateArray().Select(FailureOf)]));

    private static ImportFailure FailureOf(JsonElement element) => new(
        JsonRecord.Text(element.GetProperty("id")),
        element.GetProperty("kind").GetString(),
        JsonRecord.Text(element.GetProperty("reason")));
}
