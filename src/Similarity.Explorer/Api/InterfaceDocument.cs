using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Similarity.Fingerprints;

namespace Similarity.Explorer.Api;

/// <summary>GET /openapi/v1.json: the interface as OpenAPI 3.1 has it.</summary>
internal static class InterfaceDocument
{
    public static void Describe(OpenApiOptions options)
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.ShouldInclude = description =>
            description.RelativePath?.StartsWith("api/", StringComparison.Ordinal) == true;
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Similarity",
                Version = Fingerprint.CurrentProgramVersion,
                Description = "A database of materials and what is alike in it.",
            };

            // Whoever reads it got it from where the rest is.
            document.Servers = [];
            return Task.CompletedTask;
        });
    }
}
