using Similarity.Cli.CommandLine;
using Similarity.Tests;

namespace Similarity.Cli.Tests.Verbs;

/// <summary>Files of models that are cut off, have a bit turned or are of another kind.</summary>
public sealed class DamagedModelTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            string[] models =
            [
                "water.density", "aluminium.griddensity", "transparent-conductors.forest",
                "transparent-conductors-ks.forest",
            ];
            foreach (string model in models)
            {
                foreach (string damage in new[] { "cut", "bit", "empty", "text", "other" })
                {
                    cases.Add(model, damage);
                }
            }

            return cases;
        }
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task IsRefusedByName(string model, string damage)
    {
        byte[] sound = await File.ReadAllBytesAsync(RepositoryFile.Database("models/" + model));
        byte[] damaged = damage switch
        {
            "cut" => sound[..(sound.Length / 2)],
            "bit" => [.. sound.Select((value, i) =>
                i == sound.Length / 3 ? (byte)(value ^ 16) : value)],
            "empty" => [],
            "text" => [.. "a model, once"u8],
            _ => await File.ReadAllBytesAsync(RepositoryFile.Database("models/silicon.dosmodel")),
        };
        string file = folder.File(model);
        await File.WriteAllBytesAsync(file, damaged);
        string[] line = Path.GetExtension(model) switch
        {
            ".density" =>
            [
                "density", "predict", RepositoryFile.Database("density/water-hexamer.xyz"),
            ],
            ".griddensity" =>
            [
                "griddensity", "predict",
                RepositoryFile.Database("densities/aluminium/al4_T300_e0_4.npz"), "--grid",
                "4,4,4", "--out", folder.File("al.cube"),
            ],
            _ =>
            [
                "screen", "predict", RepositoryFile.Database("polymorphs/cod_ZnO-Zincite.cif"),
            ],
        };
        ProgramRun run = await ProgramRun.Of([.. line, "--model", file]);
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains(file, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("bug", run.Error, StringComparison.Ordinal);
    }
}
