using System.Text.Json;
using Similarity.Cli.CommandLine;
using Similarity.Tests;

namespace Similarity.Cli.Tests.Verbs;

/// <summary>Molecules compared by their densities, read and predicted.</summary>
public sealed class DensityComparisonTest : IDisposable
{
    private static readonly string Set = RepositoryFile.Database("density/water-pbe.jsonl.gz");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("euclidean", 0, false)]
    [InlineData("cosine", 0, false)]
    [InlineData("tanimoto", 1, true)]
    public async Task AMoleculeIsLikeItself(string metric, double value, bool larger)
    {
        JsonElement json = await Compare(Set + "#mono_0003", Set + "#mono_0003", metric);
        Assert.Equal("density", json.GetProperty("kind").GetString());
        Assert.Equal(value, json.GetProperty("value").GetDouble(), 1e-6);
        Assert.Equal(larger, json.GetProperty("larger_is_more_alike").GetBoolean());
        Assert.Equal("imported", json.GetProperty("a").GetProperty("operator").GetString());
        Assert.Equal(
            "best", json.GetProperty("parameters").GetProperty("align").GetString());
    }

    /// <summary>The same molecule elsewhere and turned, with its atoms in another order.</summary>
    [Fact]
    public async Task WhereAPredictedMoleculeStandsDoesNotMatterUnlessAskedFor()
    {
        string a = folder.Write(
            "a.xyz", "3\n\nO 0 0 0\nH 0.96 0 0\nH -0.24 0.93 0\n");
        string b = folder.Write(
            "b.xyz", "3\n\nH 5 1 2.96\nO 5 1 2\nH 5 1.93 1.76\n");
        JsonElement aligned = await Compare(a, b, "cosine");
        Assert.Equal(0, aligned.GetProperty("value").GetDouble(), 1e-8);
        Assert.Equal("predicted", aligned.GetProperty("b").GetProperty("operator").GetString());
        JsonElement asTheyStand = await Compare(a, b, "cosine", "--set", "align=none");

        // A predicted density is a little negative here and there.
        Assert.InRange(asTheyStand.GetProperty("value").GetDouble(), 0.9, 1.001);
    }

    [Fact]
    public async Task AMatrixHasATreeOfMolecules()
    {
        ProgramRun run = await ProgramRun.Of(
            "matrix", Set + "#mono_0001", Set + "#mono_0002", Set + "#dim_0000",
            RepositoryFile.Database("polymorphs/cod_C-Diamond.cif"), "--kind", "density",
            "--metric", "euclidean", "--set", "product=coulomb", "--json");

        // Of the crystal there is none, and the run says so.
        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains("periodic", run.Error, StringComparison.Ordinal);
        JsonElement json = run.Json;
        Assert.Equal(1, json.GetProperty("failed").GetArrayLength());
        Assert.Equal(
            ["mono_0001", "mono_0002", "dim_0000"],
            json.GetProperty("ids").EnumerateArray().Select(id => id.GetString()!));
        double[][] rows = [.. json.GetProperty("matrix").EnumerateArray()
            .Select(row => row.EnumerateArray().Select(x => x.GetDouble()).ToArray())];
        for (int i = 0; i < 3; i++)
        {
            Assert.Equal(0, rows[i][i]);
        }

        Assert.Equal(rows[0][2], rows[2][0]);
        Assert.InRange(rows[0][1], 1e-4, 0.5 * rows[0][2]);
        Assert.Equal(2, json.GetProperty("linkage").GetProperty("rows").GetArrayLength());
    }

    [Theory]
    [InlineData("compare {a} {a} --kind density --metric emd", ExitCode.Usage, "tanimoto")]
    [InlineData(
        "compare {a} {a} --kind density --metric cosine --set align=yes", ExitCode.Usage, "align")]
    [InlineData(
        "compare {a} {a} --kind density --metric cosine --set sigma=1", ExitCode.Usage, "sigma")]
    [InlineData("compare {set} {a} --kind density --metric cosine", ExitCode.Usage, "#mono_0000")]
    [InlineData("compare {set}#x {a} --kind density --metric cosine", ExitCode.Absent, "'x'")]
    [InlineData("compare none.xyz {a} --kind density --metric dot", ExitCode.InvalidInput, "none")]
    [InlineData("fingerprint {a} --kind density", ExitCode.Usage, "`compare` and `matrix`")]
    [InlineData(
        "matrix {a} --kind density --metric cosine --scale-volume", ExitCode.Usage, "--scale")]
    public async Task WrongLinesSayWhy(string line, int code, string why)
    {
        string a = folder.Write("a.xyz", "3\n\nO 0 0 0\nH 0.96 0 0\nH -0.24 0.93 0\n");
        ProgramRun run = await ProgramRun.Of([.. line.Split(' ').Select(word => word
            .Replace("{a}", a, StringComparison.Ordinal)
            .Replace("{set}", Set, StringComparison.Ordinal))]);
        Assert.Equal(code, run.Code);
        Assert.Contains(why, run.Error, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> Compare(
        string a, string b, string metric, params string[] more)
    {
        ProgramRun run = await ProgramRun.Of(
            ["compare", a, b, "--kind", "density", "--metric", metric, "--json", .. more]);
        Assert.True(run.Code == 0, run.Error);
        return run.Json;
    }
}
