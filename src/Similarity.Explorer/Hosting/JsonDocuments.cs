using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Similarity.Formats;

namespace Similarity.Explorer.Hosting;

/// <summary>How documents of the explorer are written: as those of the program.</summary>
internal static class JsonDocuments
{
    public static JsonSerializerOptions Options { get; } = Set(new JsonSerializerOptions());

    public static JsonSerializerOptions Set(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = new UnitNamingPolicy();
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;

        // Γ and Å stay legible; the documents are UTF-8 and never part of a web page.
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        return options;
    }
}
