using System.ComponentModel;
using System.Diagnostics;

namespace Similarity.Explorer.Tests;

/// <summary>
/// The tests of the page's pure functions, which Node runs; the page itself needs no Node.
/// </summary>
public sealed class PageModulesTest
{
    private static readonly string Folder =
        RepositoryFile.At("tests/Similarity.Explorer.Tests/Pages");

    [SkippableFact]
    public void FunctionsOfThePageKeepTheirWord()
    {
        string[] files = Directory.GetFiles(Folder, "*.test.js");
        Assert.NotEmpty(files);
        using Process node = StartNode(["--test", .. files.Order(StringComparer.Ordinal)]);
        Task<string> errors = node.StandardError.ReadToEndAsync();
        string report = node.StandardOutput.ReadToEnd();
        node.WaitForExit();
        Assert.True(node.ExitCode == 0, report + errors.Result);
    }

    private static Process StartNode(string[] arguments)
    {
        var start = new ProcessStartInfo("node", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The syntax says that they are modules; no package file does.
        start.Environment["NODE_OPTIONS"] = "--experimental-detect-module";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new SkipException($"node, which runs these tests, is absent: {error.Message}");
        }
    }
}
