using System.Text.Json;
using Similarity.Cli.CommandLine;

namespace Similarity.Cli.Tests;

/// <summary>One run of the program inside the test process, with what it wrote.</summary>
internal sealed record ProgramRun(int Code, string Output, string Error)
{
    /// <summary>Standard output as the one JSON document it must be.</summary>
    public JsonElement Json
    {
        get
        {
            using JsonDocument document = JsonDocument.Parse(Output);
            return document.RootElement.Clone();
        }
    }

    public static Task<ProgramRun> Of(params string[] arguments) =>
        Of(CancellationToken.None, arguments);

    public static async Task<ProgramRun> Of(
        CancellationToken cancellation, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = await SimilarityProgram.RunAsync(arguments, output, error, cancellation);
        return new ProgramRun(code, output.ToString(), error.ToString());
    }
}
