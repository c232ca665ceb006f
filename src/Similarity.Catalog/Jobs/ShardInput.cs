using System.Globalization;
using System.Text.Json;
using Similarity.Catalog.Records;

namespace Similarity.Catalog.Jobs;

/// <summary>A file that a build reads, as far as it tells whether it changed.</summary>
/// <param name="Path">In full.</param>
/// <param name="Bytes">-1 where there is no such file.</param>
/// <param name="Modified">Universal time, to the second.</param>
public sealed record ShardInput(string Path, long Bytes, string Modified)
{
    public static ShardInput Of(string path)
    {
        var file = new FileInfo(System.IO.Path.GetFullPath(path));
        return new ShardInput(
            file.FullName,
            file.Exists ? file.Length : -1,
            file.LastWriteTimeUtc.ToString("s", CultureInfo.InvariantCulture));
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Path} ({Bytes} bytes of {Modified})");

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("path", Path);
        writer.WriteNumber("bytes", Bytes);
        writer.WriteString("modified", Modified);
        writer.WriteEndObject();
    }

    internal static ShardInput Read(JsonElement element) => new(
        JsonRecord.Text(element.GetProperty("path")),
        element.GetProperty("bytes").GetInt64(),
        JsonRecord.Text(element.GetProperty("modified")));
}
