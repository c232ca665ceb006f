using System.Text.Json;
using Similarity.Cli.CommandLine;
using Similarity.Tests;

namespace Similarity.Cli.Tests.Verbs;

public sealed class CompareVerbTest
{
    private static readonly string Rutile =
        RepositoryFile.Database("polymorphs/mp_TiO2_rutile_mp-2657.cif");

    private static readonly string Anatase =
        RepositoryFile.Database("polymorphs/mp_TiO2_anatase_mp-390.cif");

    private static readonly string Aluminium =
        RepositoryFile.Database("spectra/pymatgen/vasprun.Al.xml.gz");

    private static readonly string[] Kinetic = ["--kind", "kinetic", "--set", "kgrid=2,2,2"];

    [Theory]
    [InlineData("euclidean", 0, false)]
    [InlineData("cosine", 0, false)]
    [InlineData("emd", 0, false)]
    [InlineData("tanimoto", 1, true)]
    public async Task AMaterialIsEqualToItself(string metric, double value, bool larger)
    {
        JsonElement json = (await ProgramRun.Of(
            ["compare", Rutile, Rutile, .. Kinetic, "--metric", metric, "--json"])).Json;

        // A few units in the last place of norms of a thousand numbers.
        Assert.Equal(value, json.GetProperty("value").GetDouble(), 1e-13);
        Assert.Equal(larger, json.GetProperty("larger_is_more_alike").GetBoolean());
    }

    [Fact]
    public async Task TheOrderOfTheTwoDoesNotMatterButWhatTheyAreDoes()
    {
        double forth = await Value(Rutile, Anatase);
        double back = await Value(Anatase, Rutile);

        Assert.Equal(forth, back);
        Assert.True(forth > 0);

        static async Task<double> Value(string a, string b) => (await ProgramRun.Of(
                ["compare", a, b, .. Kinetic, "--metric", "euclidean", "--json"]))
            .Json.GetProperty("value").GetDouble();
    }

    [Fact]
    public async Task OneOfManyIsNamedByItsId()
    {
        string families = RepositoryFile.Database("polymorphs/mp_families.jsonl.gz");
        string[] rest = [.. Kinetic, "--metric", "cosine", "--json"];

        ProgramRun run = await ProgramRun.Of(["compare", Rutile, families + "#mp-2657", .. rest]);
        ProgramRun several = await ProgramRun.Of(["compare", Rutile, families, .. rest]);
        ProgramRun none = await ProgramRun.Of(["compare", Rutile, families + "#none", .. rest]);

        Assert.Equal(0, run.Code);
        Assert.Equal("mp-2657", run.Json.GetProperty("b").GetProperty("id").GetString());
        Assert.Equal(ExitCode.Usage, several.Code);
        Assert.Equal(ExitCode.Absent, none.Code);
    }

    [Fact]
    public async Task AStructureAgainstBandsOfAFileIsComparedWithAWarning()
    {
        ProgramRun run = await ProgramRun.Of(
            "compare", Rutile, Aluminium, "--kind", "spectral-fermi", "--set", "kgrid=2,2,2",
            "--metric", "cosine", "--json");

        Assert.Equal(0, run.Code);
        Assert.Contains("different origin", run.Error);
        Assert.Equal("imported", run.Json.GetProperty("b").GetProperty("operator").GetString());
    }

    [Fact]
    public async Task AMaterialThatHasNoFingerprintIsNamed()
    {
        ProgramRun run = await ProgramRun.Of(
            "compare", Rutile, "no-such-file", "--kind", "kinetic", "--metric", "cosine", "--json");

        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains("no-such-file", run.Json.GetProperty("message").GetString());
    }
}
