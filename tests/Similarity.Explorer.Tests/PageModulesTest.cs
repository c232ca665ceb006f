using System.ComponentModel;
using System.Diagnostics;
using Similarity.Tests;

namespace Similarity.Explorer.Tests;

/// <summary>
/// The tests of the page's pure functions, which Node runs; the page itself needs no Node.
/// </summary>
public sealed class PageModulesTest
{
    private static readonly string Folder =
        RepositoryFile.At("tests/Similarity.Explorer.Tests/Pages");

    [SkippableFact]
    public async Task FunctionsOfThePageKeepTheirWord()
    {
        string[] files = Directory.GetFiles(Folder, "*.test.js");
        Assert.NotEmpty(files);
        using Process? node = StartNode(["--test", .. files.Order(StringComparer.Ordinal)]);
        Skip.If(node is null, "node, which runs these tests, is not installed");
        Task<string> errors = node.StandardError.ReadToEndAsync();
        string report = await node.StandardOutput.ReadToEndAsync();
        await node.WaitForExitAsync();
        Assert.True(node.ExitCode == 0, report + await errors);
    }

    private static Process? StartNode(string[] arguments)
    {
        var start = new ProcessStartInfo("node", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Their syntax says that they are modules; no package file does.
        start.Environment["NODE_OPTIONS"] = "--experimental-detect-module";
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
