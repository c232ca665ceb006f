using System.Text.Json;
using Similarity.Cli.CommandLine;
using Similarity.Formats;
using Similarity.Tests;

namespace Similarity.Cli.Tests.Verbs;

/// <summary>A small model of water from training to a grid.</summary>
public sealed class DensityVerbTest : IDisposable
{
    private static readonly string Hexamer =
        RepositoryFile.Database("density/water-hexamer.xyz");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task AModelIsTrainedEvaluatedAndAskedForGrids()
    {
        string model = folder.File("m.density");
        JsonElement trained = await Json(
            $"density train --groups mono --size 12 --environments 8 --committee 2 "
            + $"--eta 1e-5,1e-6 --model {model}");
        Assert.Equal(12, trained.GetProperty("structures").GetInt32());
        Assert.Equal(2, trained.GetProperty("scores").GetArrayLength());
        Assert.InRange(trained.GetProperty("training_percent").GetDouble(), 0, 5);
        Assert.Equal(0, trained.GetProperty("bytes_on_disk").GetInt64());

        JsonElement all = (await Json($"density evaluate --groups tet --absolute --model {model}"))
            .GetProperty("all");
        Assert.Equal(8, all.GetProperty("structures").GetInt32());

        // Single molecules teach little about clusters, but more than nothing.
        Assert.InRange(all.GetProperty("base_percent").GetDouble(), 10, 80);
        Assert.InRange(all.GetProperty("l1_percent").GetDouble(), 0.1, 10);

        string cube = folder.File("h.cube"), npz = folder.File("h.npz");
        JsonElement predicted = await Json(
            $"density predict {Hexamer} --model {model} --cube {cube} --npz {npz} --spacing 0.4");
        JsonElement row = predicted.GetProperty("predictions")[0];
        Assert.Equal(60, row.GetProperty("electrons").GetDouble(), 1e-8);
        Assert.True(row.GetProperty("uncertainty_percent").GetDouble() > 0);
        VolumetricData grid = FileFormats.Read(cube).Volume!;
        Assert.Equal(18, grid.Crystal.Count);
        Assert.True(grid.Values.Max() > 1);
        Assert.True(new FileInfo(npz).Length > 18 * 23 * 8);
    }

    [Fact]
    public async Task StreamedFeaturesGiveTheSameModel()
    {
        string a = folder.File("a.density"), b = folder.File("b.density");
        string common = "density train --groups mono --size 6 --environments 5 --eta 1e-5";
        await Json($"{common} --model {a}");
        JsonElement streamed = await Json($"{common} --memory 0 --model {b}");
        Assert.True(streamed.GetProperty("bytes_on_disk").GetInt64() > 0);
        Assert.Equal(await File.ReadAllBytesAsync(a), await File.ReadAllBytesAsync(b));
    }

    [Theory]
    [InlineData("density evaluate --model no-such.density", ExitCode.Absent)]
    [InlineData("density evaluate --set no-such.jsonl", ExitCode.InvalidInput)]
    [InlineData("density evaluate --groups penta", ExitCode.Absent)]
    [InlineData("density train --model m.density --eta 0", ExitCode.Usage)]
    [InlineData("density train --model m.density --size 1", ExitCode.Usage)]
    [InlineData("density predict no-such.xyz", ExitCode.InvalidInput)]
    public async Task ExitCodesSayWhatWentWrong(string line, int code) =>
        Assert.Equal(code, (await ProgramRun.Of(line.Split(' '))).Code);

    [Fact]
    public async Task AnElementTheModelDoesNotKnowIsBadInput()
    {
        string model = folder.File("m.density");
        await Json(
            $"density train --groups mono --size 3 --environments 3 --eta 1e-4 --model {model}");
        ProgramRun run = await ProgramRun.Of(
            "density",
            "predict",
            RepositoryFile.Database("polymorphs/cod_C-Diamond.cif"),
            "--model",
            model);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains("not C", run.Error);
    }

    [Fact]
    public async Task ADamagedModelIsBadInput()
    {
        string model = folder.Write("m.density", "{\"schema\": \"other/1\"}");
        ProgramRun run = await ProgramRun.Of(
            "density", "predict", Hexamer, "--model", model);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains("schema", run.Error);
    }

    private static async Task<JsonElement> Json(string line)
    {
        ProgramRun run = await ProgramRun.Of([.. line.Split(' '), "--json"]);
        Assert.True(run.Code == 0, run.Error);
        return run.Json;
    }
}
