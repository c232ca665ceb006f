using System.Collections.Immutable;
using System.Text.Json;
using Similarity.Fingerprints;
using Similarity.Search;

namespace Similarity.Catalog.Records;

/// <summary>
/// A set of fingerprints as one line of JSON. The same set gives the same bytes.
/// </summary>
public static class FingerprintSetRecord
{
    /// <summary>More lanes than any fingerprint has, few enough to allocate unasked.</summary>
    public const int MostLanes = 1 << 20;

    public static byte[] Write(FingerprintSet set) =>
        JsonRecord.Write(writer => Write(writer, set));

    /// <exception cref="FormatException">The text is no set.</exception>
    public static FingerprintSet Read(ReadOnlyMemory<byte> json) =>
        JsonRecord.Read(json, "set of fingerprints", Read);

    internal static void Write(Utf8JsonWriter writer, FingerprintSet set)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", set.Kind);
        writer.WriteStartObject("parameters");
        foreach ((string name, string value) in set.Parameters)
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
        writer.WriteString("grid", set.GridId);
        writer.WriteString("encoding", set.Encoding == VectorEncoding.Bits ? "bits" : "single");
        writer.WriteNumber("lanes", set.Lanes);
        writer.WriteStartArray("segments");
        foreach (FingerprintSegment segment in set.Segments)
        {
            writer.WriteStartObject();
            writer.WriteString("name", segment.Name);
            writer.WriteStartArray("energies_ev");
            foreach (double energy in segment.EnergiesEv)
            {
                writer.WriteNumberValue(energy + 0.0);
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    internal static FingerprintSet Read(JsonElement json)
    {
        int lanes = json.GetProperty("lanes").GetInt32();
        if (lanes is < 1 or > MostLanes)
        {
            throw new FormatException($"{lanes} lanes; expected 1 to {MostLanes}");
        }

        var set = new FingerprintSet(
            JsonRecord.Text(json.GetProperty("kind")),
            json.GetProperty("parameters").EnumerateObject().ToImmutableSortedDictionary(
                pair => pair.Name, pair => JsonRecord.Text(pair.Value), StringComparer.Ordinal),
            JsonRecord.Text(json.GetProperty("grid")),
            json.GetProperty("encoding").GetString() switch
            {
                "bits" => VectorEncoding.Bits,
                "single" => VectorEncoding.Single,
                _ => throw new FormatException("encoding is neither 'bits' nor 'single'"),
            },
            lanes,
            [
                .. json.GetProperty("segments").EnumerateArray().Select(
                    segment => new FingerprintSegment(
                        JsonRecord.Text(segment.GetProperty("name")),
                        [
                            .. segment.GetProperty("energies_ev").EnumerateArray()
                                .Select(energy => energy.GetDouble()),
                        ])),
            ]);
        return EntryRules.FaultOf(set) is { } fault ? throw new FormatException(fault) : set;
    }
}
