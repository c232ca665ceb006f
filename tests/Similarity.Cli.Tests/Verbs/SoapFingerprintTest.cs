using Similarity.Tests;

namespace Similarity.Cli.Tests.Verbs;

/// <summary>The kind soap through every verb that takes a fingerprint.</summary>
public sealed class SoapFingerprintTest
{
    private static readonly string[] Oxides =
    [
        .. ((string[])["rutile_mp-2657", "anatase_mp-390"])
            .Select(name => RepositoryFile.Database($"polymorphs/mp_TiO2_{name}.cif")),
    ];

    private static readonly string[] Soap =
        ["--kind", "soap", "--set", "cutoff=4", "--set", "functions=4", "--set", "lmax=3"];

    [Fact]
    public async Task FingerprintCompareAndMatrixTakeIt()
    {
        ProgramRun prints = await ProgramRun.Of(["fingerprint", .. Oxides, .. Soap, "--json"]);
        ProgramRun pair = await ProgramRun.Of(
            ["compare", .. Oxides, .. Soap, "--metric", "cosine", "--json"]);
        ProgramRun matrix = await ProgramRun.Of(
            ["matrix", .. Oxides, .. Soap, "--metric", "cosine", "--json"]);
        ProgramRun emd = await ProgramRun.Of(
            ["compare", .. Oxides, .. Soap, "--metric", "emd", "--json"]);

        Assert.Equal([0, 0, 0, 2], [prints.Code, pair.Code, matrix.Code, emd.Code]);
        Assert.Equal("soap", prints.Json.GetProperty("kind").GetString());
        Assert.Equal(
            "erased", prints.Json.GetProperty("parameters").GetProperty("species").GetString());
        Assert.Equal(0, prints.Json.GetProperty("segments").GetArrayLength());
        double[] a = SpectrumVerbTest.Numbers(
            prints.Json.GetProperty("items")[0].GetProperty("values"));
        double[] b = SpectrumVerbTest.Numbers(
            prints.Json.GetProperty("items")[1].GetProperty("values"));
        Assert.Equal(64, a.Length);
        double expected = 1 - a.Zip(b, (x, y) => x * y).Sum()
            / Math.Sqrt(a.Sum(x => x * x) * b.Sum(x => x * x));
        Assert.InRange(expected, 1e-4, 0.5);
        Assert.Equal(expected, pair.Json.GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal(expected, matrix.Json.GetProperty("matrix")[0][1].GetDouble(), 1e-12);
        Assert.Contains("no energies", emd.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ADatabaseOfItIsBuiltAndAsked()
    {
        using var folder = new TemporaryFolder();
        string database = folder.File("soap.db");

        ProgramRun build = await ProgramRun.Of(["build", .. Oxides, "--db", database, .. Soap]);
        ProgramRun query = await ProgramRun.Of(
            ["query", "--db", database, "--file", Oxides[0], "-k", "2", "--json"]);
        ProgramRun other = await ProgramRun.Of(
            ["query", "--db", database, "--file", Oxides[1], "-k", "2", "--json"]);

        Assert.Equal([0, 0, 0], [build.Code, query.Code, other.Code]);
        Assert.Equal("soap", query.Json.GetProperty("kind").GetString());
        Assert.Equal(2, query.Json.GetProperty("hits").GetArrayLength());
        Assert.Equal(0, Nearest(query), 1e-5);
        Assert.NotEqual(Id(query), Id(other));

        static double Nearest(ProgramRun run) =>
            run.Json.GetProperty("hits")[0].GetProperty("distance").GetDouble();

        static string? Id(ProgramRun run) =>
            run.Json.GetProperty("hits")[0].GetProperty("id").GetString();
    }
}
