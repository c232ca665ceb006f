using System.Collections.Immutable;
using System.Text.Json;

namespace Similarity.Catalog.Records;

/// <summary>
/// A material as one line of JSON. The same material gives the same bytes; −0 is written as 0,
/// because not every engine tells them apart.
/// </summary>
public static class MaterialRecord
{
    public static byte[] Write(Material material) =>
        JsonRecord.Write(writer => Write(writer, material));

    /// <exception cref="FormatException">The text is no material.</exception>
    public static Material Read(ReadOnlyMemory<byte> json) =>
        JsonRecord.Read(json, "material", Read);

    public static byte[] WriteProperties(
        ImmutableSortedDictionary<string, PropertyValue> properties) =>
        JsonRecord.Write(writer => WriteProperties(writer, properties));

    /// <exception cref="FormatException">The text is no object of properties.</exception>
    public static ImmutableSortedDictionary<string, PropertyValue> ReadProperties(
        ReadOnlyMemory<byte> json) => JsonRecord.Read(json, "properties", ReadProperties);

    internal static void Write(Utf8JsonWriter writer, Material material)
    {
        writer.WriteStartObject();
        writer.WriteString("id", material.Id);
        writer.WriteString("formula", material.Formula);
        writer.WritePropertyName("elements");
        JsonRecord.WriteTexts(writer, material.Elements);
        WriteNumber(writer, "nsites", material.SiteCount);
        WriteNumber(writer, "space_group", material.SpaceGroup);
        WriteNumber(writer, "gap_ev", material.GapEv);
        writer.WriteString("source", material.Source);
        writer.WritePropertyName("properties");
        WriteProperties(writer, material.Properties);
        writer.WriteString("input_hash", material.InputHash);
        writer.WriteString("program_version", material.ProgramVersion);
        writer.WriteEndObject();
    }

    internal static Material Read(JsonElement json) =>
        new(JsonRecord.Text(json.GetProperty("id")))
        {
            Formula = json.GetProperty("formula").GetString(),
            Elements = JsonRecord.ReadTexts(json.GetProperty("elements")),
            SiteCount = Number(json.GetProperty("nsites"), value => value.GetInt32()),
            SpaceGroup = Number(json.GetProperty("space_group"), value => value.GetInt32()),
            GapEv = Number(json.GetProperty("gap_ev"), value => value.GetDouble()),
            Source = json.GetProperty("source").GetString(),
            Properties = ReadProperties(json.GetProperty("properties")),
            InputHash = JsonRecord.Text(json.GetProperty("input_hash")),
            ProgramVersion = JsonRecord.Text(json.GetProperty("program_version")),
        };

    private static void WriteProperties(
        Utf8JsonWriter writer, ImmutableSortedDictionary<string, PropertyValue> properties)
    {
        writer.WriteStartObject();
        foreach ((string name, PropertyValue value) in
            properties.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            switch (value)
            {
                case PropertyValue.Number number:
                    writer.WriteNumber(name, Finite(name, number.Value));
                    break;
                case PropertyValue.Text text:
                    writer.WriteString(name, text.Value);
                    break;
                case PropertyValue.Truth truth:
                    writer.WriteBoolean(name, truth.Value);
                    break;
            }
        }

        writer.WriteEndObject();
    }

    private static ImmutableSortedDictionary<string, PropertyValue> ReadProperties(
        JsonElement json) => json.EnumerateObject().ToImmutableSortedDictionary(
            property => property.Name,
            property => property.Value.ValueKind switch
            {
                JsonValueKind.Number => new PropertyValue.Number(property.Value.GetDouble()),
                JsonValueKind.String => new PropertyValue.Text(property.Value.GetString()!),
                JsonValueKind.True => new PropertyValue.Truth(true),
                JsonValueKind.False => (PropertyValue)new PropertyValue.Truth(false),
                _ => throw new FormatException(
                    $"property {property.Name} is no number, text or truth"),
            },
            StringComparer.Ordinal);

    private static void WriteNumber(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, Finite(name, number));
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    /// <summary>A damaged catalog may hold what JSON cannot.</summary>
    private static double Finite(string name, double number) => double.IsFinite(number)
        ? number + 0.0
        : throw new FormatException($"{name} is {number}; expected a finite number");

    private static T? Number<T>(JsonElement json, Func<JsonElement, T> read)
        where T : struct =>
        json.ValueKind == JsonValueKind.Null ? null : read(json);
}
