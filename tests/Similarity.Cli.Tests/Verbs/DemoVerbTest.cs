using System.Text.Json;
using Similarity.Tests;

namespace Similarity.Cli.Tests.Verbs;

public sealed class DemoVerbTest
{
    [Fact]
    public async Task ReadsAllThatIsShippedAndWritesAPageThatNeedsNothingElse()
    {
        string folder = Path.Combine(Path.GetTempPath(), $"similarity-demo-{Guid.NewGuid():N}");
        Directory.CreateDirectory(folder);
        try
        {
            ProgramRun run = await ProgramRun.Of("demo", "--out", folder, "--json");
            JsonElement json = run.Json;
            string report = json.GetProperty("report").GetString()!;
            string html = await File.ReadAllTextAsync(report);

            Assert.Equal(0, run.Code);
            Assert.Equal("similarity.demo/1", json.GetProperty("schema").GetString());
            Assert.Equal(
                Path.GetFullPath(RepositoryFile.At("database")), json.GetProperty("database").GetString());
            Assert.Equal(
                ["polymorphs", "spectra", "report"],
                json.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("name").GetString()));
            Assert.Equal(92, json.GetProperty("structures").GetInt32());
            Assert.StartsWith(Path.GetFullPath(folder), report);
            Assert.Contains("<svg", html);
            Assert.Contains("prefers-color-scheme: dark", html);
            Assert.DoesNotContain("src=", html);
            Assert.DoesNotContain("href=", html);
            Assert.DoesNotContain("NaN", html);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
