using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Similarity.Catalog.Import;
using Similarity.Catalog.Records;

namespace Similarity.Catalog.Jobs;

/// <summary>What all shards of a build are made of; only shards of one plan are merged.</summary>
/// <param name="Kinds">The identity of the set of each kind, in order.</param>
/// <param name="Inputs">In order.</param>
public sealed record ShardPlan(ImmutableArray<string> Kinds, ImmutableArray<ShardInput> Inputs)
{
    /// <summary>What files with one material are called by; shards are told apart by ids.</summary>
    public string IdBy { get; init; } = "name";

    /// <param name="files">As the build names them, also a table of properties.</param>
    public static ShardPlan Of(IEnumerable<ImportKind> kinds, IEnumerable<string> files) => new(
        [.. kinds.Select(KindOf)],
        [.. files.Select(ShardInput.Of)]);

    /// <summary>The identity of the set that a kind makes.</summary>
    public static string KindOf(ImportKind kind) => FingerprintSet.IdentityOf(kind.Recipe);

    /// <summary>How another plan differs; null where it does not.</summary>
    public string? Difference(ShardPlan other)
    {
        if (!Kinds.SequenceEqual(other.Kinds))
        {
            return $"makes {string.Join("; ", Kinds)}, not {string.Join("; ", other.Kinds)}";
        }

        if (IdBy != other.IdBy)
        {
            return $"calls files by {IdBy}, not by {other.IdBy}";
        }

        if (Inputs.Length != other.Inputs.Length)
        {
            return string.Create(
                CultureInfo.InvariantCulture,
                $"is of {Inputs.Length} files, not {other.Inputs.Length}");
        }

        return Inputs.Zip(other.Inputs).FirstOrDefault(pair => pair.First != pair.Second)
            is ({ } own, { } its)
            ? $"is of {own}, not {its}"
            : null;
    }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WritePropertyName("kinds");
        JsonRecord.WriteTexts(writer, Kinds);
        writer.WriteString("id_by", IdBy);
        writer.WriteStartArray("inputs");
        foreach (ShardInput input in Inputs)
        {
            input.Write(writer);
        }

        writer.WriteEndArray();
    }

    internal static ShardPlan Read(JsonElement element) => new(
        JsonRecord.ReadTexts(element.GetProperty("kinds")),
        [.. element.GetProperty("inputs").EnumerateArray().Select(ShardInput.Read)])
    {
        IdBy = JsonRecord.Text(element.GetProperty("id_by")),
    };
}
