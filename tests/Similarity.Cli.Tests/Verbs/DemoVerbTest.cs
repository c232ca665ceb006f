using System.Text.Json;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Verbs;
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
            Assert.Equal("similarity.demo/2", json.GetProperty("schema").GetString());
            Assert.Equal(
                Path.GetFullPath(RepositoryFile.At("database")),
                json.GetProperty("data").GetString());
            Assert.Equal(
                Path.GetFullPath(Path.Combine(folder, "polymorphs.db")),
                json.GetProperty("database").GetString());
            Assert.Equal(935, json.GetProperty("materials").GetInt32());

            // Other rutiles are among the first that are like rutile.
            Assert.Contains(
                "SnO2",
                json.GetProperty("queries")[0].GetProperty("hits").EnumerateArray()
                    .Select(hit => hit.GetProperty("formula").GetString()));
            Assert.Equal(
                [
                    "polymorphs", "spectra", "kinetic fingerprints", "GFN0 fingerprints",
                    "database", "screening", "nanotubes", "learned density of states",
                    "electron density", "report",
                ],
                json.GetProperty("steps").EnumerateArray()
                    .Select(step => step.GetProperty("name").GetString()));
            Assert.Equal(92, json.GetProperty("structures").GetInt32());

            JsonElement[] candidates =
                [.. json.GetProperty("candidates").EnumerateArray()];
            Assert.Equal(10, candidates.Length);
            double[] scores =
                [.. candidates.Select(row => row.GetProperty("score").GetDouble())];
            Assert.Equal(scores.OrderDescending(), scores);
            Assert.True(candidates[0].GetProperty("probability").GetDouble() > 0.5);
            Assert.Contains("How much it takes to learn", html);

            // n + 1 of each n from 4 to 12.
            Assert.Equal(81, json.GetProperty("nanotubes").GetInt32());
            Assert.Equal(
                60, json.GetProperty("density").GetProperty("electrons").GetDouble(), 1e-8);
            JsonElement fermi =
                json.GetProperty("learned_dos").GetProperty("quantities")[0];
            Assert.Equal("fermi_eV", fermi.GetProperty("name").GetString());
            Assert.True(fermi.GetProperty("std").GetDouble() > 0);
            Assert.Contains("silicon, learned", html);
            Assert.Contains("Map of nanotubes by family", html);
            Assert.Contains("are together before the first hexagonal phase joins", html);
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

    [Fact]
    public void ABadFileIsReportedAndDoesNotStopTheOthers()
    {
        string folder = Path.Combine(Path.GetTempPath(), $"similarity-demo-{Guid.NewGuid():N}");
        string polymorphs = Directory.CreateDirectory(Path.Combine(folder, "polymorphs")).FullName;
        string spectra = Directory.CreateDirectory(Path.Combine(folder, "spectra")).FullName;
        try
        {
            File.Copy(
                RepositoryFile.Database("polymorphs/cod_C-Diamond.cif"),
                Path.Combine(polymorphs, "cod_C-Diamond.cif"));
            File.WriteAllText(Path.Combine(polymorphs, "cod_C-Nothing.cif"), "data_nothing\n");
            File.WriteAllText(Path.Combine(spectra, "garbage"), "not a spectrum");
            using var output = new StringWriter();
            using var error = new StringWriter();

            int code = DemoVerb.Run(
                folder,
                Path.Combine(folder, "out"),
                threads: 2,
                new VerbConsole(output, error, json: true),
                CancellationToken.None);
            using JsonDocument document = JsonDocument.Parse(output.ToString());
            JsonElement json = document.RootElement;
            string html = File.ReadAllText(json.GetProperty("report").GetString()!);

            Assert.Equal(ExitCode.InvalidInput, code);
            Assert.Equal(1, json.GetProperty("structures").GetInt32());
            Assert.Equal(
                ["cod_C-Nothing.cif", "garbage"],
                json.GetProperty("failed").EnumerateArray().Select(
                    failure => Path.GetFileName(failure.GetProperty("file").GetString())));
            Assert.Contains("garbage: not recognised", error.ToString());
            Assert.Contains("garbage: not recognised", html);
            Assert.Contains("Diamond", html);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("database/README.md")]
    public async Task AFolderThatCannotBeMadeIs2BeforeAnyWork(string folder)
    {
        string name = folder.Length == 0 ? "" : RepositoryFile.At(folder);

        ProgramRun run = await ProgramRun.Of("demo", "--out", name);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.StartsWith("error: --out", run.Error);
    }
}
