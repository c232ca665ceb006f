using System.Diagnostics;
using System.Text.Json;
using Similarity.Tests;

namespace Similarity.Explorer.Tests;

/// <summary>
/// The requests of the page about the interface, by the program that it names. Those of import jobs
/// are left to <see cref="ImportTest"/>: they name a job that nobody knows beforehand.
/// </summary>
[Collection(ExplorerTests.Name)]
public sealed class ApiPageTest(RunningExplorer explorer)
{
    private const string Usual = "http://127.0.0.1:8017";

    public static TheoryData<string> Requests =>
    [
        .. File.ReadLines(RepositoryFile.At("src/docs/api.md"))
            .Where(line => line.StartsWith("curl ", StringComparison.Ordinal)
                && !line.Contains("/api/jobs", StringComparison.Ordinal)),
    ];

    [SkippableTheory]
    [MemberData(nameof(Requests))]
    public async Task EveryRequestIsAnswered(string request)
    {
        Skip.IfNot(File.Exists("/bin/sh") && HasCurl(), "curl is not installed");
        string here = explorer.Client.BaseAddress!.ToString().TrimEnd('/');
        string own = "curl --silent --show-error --fail-with-body"
            + request["curl".Length..].Replace(Usual, here, StringComparison.Ordinal);
        (int code, string text) = await Shell(own);
        Assert.True(code == 0, $"{own}: {text}");
        using JsonDocument document = JsonDocument.Parse(text);
        Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
    }

    [Fact]
    public void ThePageHasRequests() => Assert.InRange(Requests.Count, 6, 30);

    private static bool HasCurl() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "curl")));

    private static async Task<(int Code, string Text)> Shell(string command)
    {
        using Process process = Process.Start(new ProcessStartInfo("/bin/sh")
        {
            ArgumentList = { "-c", command },
            WorkingDirectory = RepositoryFile.At("."),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, text + await error);
    }
}
