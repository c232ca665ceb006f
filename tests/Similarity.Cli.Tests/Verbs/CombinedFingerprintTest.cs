using System.Text.Json;
using Similarity.Tests;

namespace Similarity.Cli.Tests.Verbs;

/// <summary>The kind combined through every verb that takes a fingerprint.</summary>
public sealed class CombinedFingerprintTest
{
    private static readonly string[] Titania =
    [
        .. ((string[])["rutile_mp-2657", "anatase_mp-390", "brookite_mp-1840"])
            .Select(name => RepositoryFile.Database($"polymorphs/mp_TiO2_{name}.cif")),
    ];

    private static readonly string Zincblende =
        RepositoryFile.Database("polymorphs/mp_GaN_zincblende_mp-830.cif");

    private static readonly string[] Combined =
    [
        "--kind", "combined", "--set", "operators=gfn0,kinetic", "--set", "kdensity=0.9",
        "--set", "gfn0.sigma=0.3",
    ];

    /// <summary>Learned from the files; then the same numbers where they are given.</summary>
    [Fact]
    public async Task ScalesAreLearnedFromFiles()
    {
        ProgramRun learned =
            await ProgramRun.Of(["fingerprint", .. Titania, .. Combined, "--json"]);
        Assert.Equal(0, learned.Code);
        string scales = Scales(learned);
        ProgramRun matrix = await ProgramRun.Of(
            ["matrix", .. Titania, .. Combined, "--metric", "euclidean", "--json"]);
        ProgramRun pair = await ProgramRun.Of(
        [
            "compare", .. Titania[..2], .. Combined, "--set", $"scales={scales}", "--metric",
            "euclidean", "--json",
        ]);
        ProgramRun without = await ProgramRun.Of(
            ["compare", .. Titania[..2], .. Combined, "--metric", "euclidean"]);

        Assert.Equal([0, 0, 2], [matrix.Code, pair.Code, without.Code]);
        Assert.Equal(scales, Scales(matrix));
        Assert.Contains("scales are learned", without.Error, StringComparison.Ordinal);
        Assert.Equal(
            pair.Json.GetProperty("value").GetDouble(),
            matrix.Json.GetProperty("matrix")[0][1].GetDouble(),
            1e-12);
    }

    /// <summary>
    /// A database keeps the scales of its first build, for later builds and for files that ask.
    /// </summary>
    [Fact]
    public async Task ScalesTravelWithTheDatabase()
    {
        using var folder = new TemporaryFolder();
        string database = folder.File("combined.db");
        ProgramRun first = await ProgramRun.Of(
            ["build", .. Titania, "--db", database, .. Combined, "--json"]);
        ProgramRun second = await ProgramRun.Of(
            ["build", Zincblende, "--db", database, .. Combined, "--json"]);
        ProgramRun query = await ProgramRun.Of(
            ["query", "--db", database, "--file", Titania[1], .. Combined, "-k", "4", "--json"]);
        ProgramRun shard = await ProgramRun.Of(
        [
            "build", .. Titania, "--db", folder.File("parts.db"), .. Combined, "--shards", "2",
            "--shard", "0",
        ]);

        Assert.Equal([0, 0, 0, 2], [first.Code, second.Code, query.Code, shard.Code]);
        Assert.Equal(1, second.Json.GetProperty("added").GetInt32());
        JsonElement hits = query.Json.GetProperty("hits");
        Assert.Equal(4, hits.GetArrayLength());
        Assert.Equal(0, hits[0].GetProperty("distance").GetDouble(), 1e-4);
        Assert.Contains("anatase", hits[0].GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Contains(
            "zincblende", hits[3].GetProperty("id").GetString(), StringComparison.Ordinal);
    }

    private static string Scales(ProgramRun run) =>
        run.Json.GetProperty("parameters").GetProperty("scales").GetString()!;
}
