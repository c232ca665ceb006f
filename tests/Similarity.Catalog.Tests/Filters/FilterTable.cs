using System.Text;
using System.Text.Json;

namespace Similarity.Catalog.Tests.Filters;

/// <summary>How stores write what filters ask for.</summary>
internal static class FilterTable
{
    /// <summary>The properties of a material as JSON: numbers, texts and truths as such.</summary>
    public static string Json(Material material)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            foreach ((string name, PropertyValue value) in material.Properties)
            {
                switch (value)
                {
                    case PropertyValue.Number number:
                        writer.WriteNumber(name, number.Value);
                        break;
                    case PropertyValue.Truth truth:
                        writer.WriteBoolean(name, truth.Value);
                        break;
                    default:
                        writer.WriteString(name, value.ToString());
                        break;
                }
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
