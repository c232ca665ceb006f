using System.Text.Json.Nodes;
using Json.Schema;

namespace Similarity.Explorer.Tests;

/// <summary>Schemas of a document by name, for validation.</summary>
internal sealed class SchemaDocument
{
    private readonly JsonObject definitions;

    /// <param name="definitions">With references "#/$defs/NAME".</param>
    public SchemaDocument(JsonObject definitions) => this.definitions = definitions;

    /// <summary>The components of an OpenAPI document.</summary>
    /// <param name="closed">
    /// Whether properties that a schema does not name are refused: the document then says all.
    /// </param>
    public static SchemaDocument OfOpenApi(JsonNode document, bool closed)
    {
        string text = document["components"]!["schemas"]!.ToJsonString()
            .Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal);
        var schemas = (JsonObject)JsonNode.Parse(text)!;
        if (closed)
        {
            foreach (JsonObject schema in schemas.Select(pair => pair.Value!.AsObject())
                .Where(schema => schema["properties"] is JsonObject { Count: > 0 }))
            {
                schema["additionalProperties"] = false;
            }
        }

        return new SchemaDocument(schemas);
    }

    /// <summary>What is wrong with a value; nothing for one that fits.</summary>
    /// <param name="schema">With references to the definitions, or the name of one.</param>
    public string[] Faults(JsonNode? value, JsonNode schema)
    {
        var whole = (JsonObject)JsonNode.Parse(schema.ToJsonString().Replace(
            "#/components/schemas/", "#/$defs/", StringComparison.Ordinal))!;
        whole["$defs"] = definitions.DeepClone();
        EvaluationResults results = JsonSchema.FromText(whole.ToJsonString()).Evaluate(
            value, new EvaluationOptions { OutputFormat = OutputFormat.List });
        return results.IsValid
            ? []
            :
            [
                .. results.Details.Where(detail => detail.HasErrors)
                    .SelectMany(detail => detail.Errors!.Select(error =>
                        $"{detail.InstanceLocation}: {error.Key}: {error.Value}")),
                "is not valid",
            ];
    }

    public string[] Faults(JsonNode? value, string name) =>
        Faults(value, new JsonObject { ["$ref"] = $"#/$defs/{name}" });
}
