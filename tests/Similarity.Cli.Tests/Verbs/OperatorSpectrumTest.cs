using System.Text.Json;
using Similarity.Cli.CommandLine;
using Similarity.Tests;

namespace Similarity.Cli.Tests.Verbs;

/// <summary>Spectra of structures, computed.</summary>
public sealed class OperatorSpectrumTest
{
    private static readonly string Diamond =
        RepositoryFile.Database("polymorphs/mp_C_diamond-3C_mp-66.cif");

    private static readonly string Rutile =
        RepositoryFile.Database("polymorphs/mp_TiO2_rutile_mp-2657.cif");

    [Fact]
    public async Task ASemiconductorHasItsElectronsAGapAndNeutralSites()
    {
        JsonElement json =
            (await ProgramRun.Of("spectrum", Rutile, "--operator", "gfn0", "--json")).Json;

        Assert.Equal("gfn0", json.GetProperty("operator").GetProperty("name").GetString());
        Assert.Equal(
            "0.01",
            json.GetProperty("operator").GetProperty("parameters")
                .GetProperty("threshold").GetString());

        // Two Ti of 4 electrons and four O of 6.
        Assert.Equal(32, json.GetProperty("n_electrons").GetDouble());
        Assert.False(json.GetProperty("is_metal").GetBoolean());
        Assert.True(json.GetProperty("smallest_overlap_eigenvalue").GetDouble() > 0);
        JsonElement[] sites = [.. json.GetProperty("sites").EnumerateArray()];
        double[] charges = [.. sites.Select(site => site.GetProperty("charge_e").GetDouble())];
        Assert.Equal(0, charges.Sum(), 1e-10);
        Assert.All(
            sites,
            site => Assert.Equal(
                site.GetProperty("element").GetString() == "Ti",
                site.GetProperty("charge_e").GetDouble() > 0));
    }

    [Theory]
    [InlineData("sap", 6.0, 6.2)]
    [InlineData(null, 6.0, 6.2)]
    public async Task AFirstPrinciplesOperatorHasAGapAndNoGhosts(
        string? name, double least, double most)
    {
        string[] line = ["spectrum", Rutile, "--kdensity", "0.5", "--json"];
        JsonElement json = (await ProgramRun.Of(
            name is null ? line : [.. line, "--operator", name])).Json;

        Assert.Equal(
            name ?? "ks", json.GetProperty("operator").GetProperty("name").GetString());
        Assert.InRange(json.GetProperty("gap_eV").GetDouble(), least, most);
        Assert.False(json.GetProperty("has_ghost").GetBoolean());
        Assert.Equal(0, json.GetProperty("functions_removed").GetInt32());
    }

    [Fact]
    public async Task ProjectionsSumToTheDensityOfStates()
    {
        JsonElement json = (await ProgramRun.Of(
            "spectrum", Rutile, "--kgrid", "2,2,2", "--projections", "--json")).Json;
        double[] total = SpectrumVerbTest.Numbers(json.GetProperty("dos").GetProperty("values"));
        double[][] parts =
        [
            .. json.GetProperty("projections").EnumerateArray()
                .Select(part => SpectrumVerbTest.Numbers(part.GetProperty("values"))),
        ];

        // Shares of a state sum to 1 to some units in the last place.
        double largest = total.Max();
        Assert.All(
            total.Index(),
            point => Assert.Equal(
                point.Item, parts.Sum(part => part[point.Index]), 1e-10 * largest));
        Assert.Contains(
            json.GetProperty("projections").EnumerateArray(),
            part => part.GetProperty("element").GetString() == "Ti"
                && part.GetProperty("orbital").GetString() == "d");
    }

    [Fact]
    public async Task AlongAPathThereAreMassesAndTheZoneFillsTheBands()
    {
        JsonElement json = (await ProgramRun.Of(
            "spectrum", Diamond, "--kdensity", "0.6", "--path", "--eigenvalues", "--json")).Json;

        Assert.StartsWith("Γ–X", json.GetProperty("path").GetString());
        Assert.True(json.GetProperty("masses").GetProperty("electron_mass").GetDouble() > 0);
        Assert.True(json.GetProperty("masses").GetProperty("hole_mass").GetDouble() < 0);
        double[] weights = SpectrumVerbTest.Numbers(json.GetProperty("weights"));
        Assert.Equal(1, weights.Sum(), 1e-14);
        Assert.Contains(0.0, weights);
        Assert.Equal(weights.Length, json.GetProperty("eigenvalues_eV")[0].GetArrayLength());
    }

    [Fact]
    public async Task MassesOfAStructureNeedNoFurtherOption()
    {
        ProgramRun spectrum = await ProgramRun.Of("spectrum", Diamond, "--path", "--json");
        ProgramRun mass = await ProgramRun.Of("mass", Diamond, "--json");

        Assert.Equal(
            spectrum.Json.GetProperty("masses").GetProperty("hole_mass").GetDouble(),
            mass.Json.GetProperty("hole_mass").GetDouble());
    }

    [Fact]
    public async Task TheKineticOperatorHasNoFermiLevelAndSaysSo()
    {
        string[] kinetic = [Diamond, "--operator", "kinetic", "--kgrid", "2,2,2"];
        ProgramRun run = await ProgramRun.Of(["spectrum", .. kinetic, "--json"]);
        ProgramRun fermi = await ProgramRun.Of(["fermi", .. kinetic]);
        ProgramRun filled = await ProgramRun.Of(["fermi", .. kinetic, "--electrons", "8"]);

        Assert.Equal(0, run.Code);
        Assert.Equal(JsonValueKind.Null, run.Json.GetProperty("fermi_eV").ValueKind);
        Assert.Equal(JsonValueKind.Null, run.Json.GetProperty("gap_eV").ValueKind);
        Assert.Contains("no Fermi level", run.Json.GetProperty("fermi_reason").GetString());
        Assert.NotEmpty(run.Json.GetProperty("dos").GetProperty("values").EnumerateArray());
        Assert.Equal(ExitCode.NoResult, fermi.Code);
        Assert.Equal(0, filled.Code);
    }

    [Fact]
    public async Task AMoleculeHasOnePointAndWholeElectrons()
    {
        using var folder = new TemporaryFolder();
        string water = folder.Write(
            "water.xyz", "3\n\nO 0 0 0.1173\nH 0 0.7572 -0.4692\nH 0 -0.7572 -0.4692\n");

        JsonElement json = (await ProgramRun.Of("spectrum", water, "--json")).Json;

        Assert.Equal([1, 1, 1], SpectrumVerbTest.Numbers(json.GetProperty("kgrid")));
        Assert.Equal(8, json.GetProperty("n_electrons").GetDouble());
        Assert.False(json.GetProperty("is_metal").GetBoolean());
    }

    [Fact]
    public async Task OneOfSeveralStructuresIsChosenByItsNumber()
    {
        using var folder = new TemporaryFolder();
        string two = folder.Write(
            "two.jsonl",
            StructureText.Line("a", ("Li", 0)) + "\n" + StructureText.Line("b", ("Na", 0)) + "\n");
        string[] line = ["spectrum", two, "--operator", "kinetic", "--kgrid", "1,1,1", "--json"];

        Assert.Equal("Na", Formula(await ProgramRun.Of(line)));
        Assert.Equal("Li", Formula(await ProgramRun.Of([.. line, "--index", "1"])));
        Assert.Equal(ExitCode.Absent, (await ProgramRun.Of([.. line, "--index", "3"])).Code);

        static string? Formula(ProgramRun run) => run.Json.GetProperty("formula").GetString();
    }

    [Fact]
    public async Task BandsOfTheFileAreUsedUnlessAnOperatorIsNamed()
    {
        string aluminium = RepositoryFile.Database("spectra/pymatgen/vasprun.Al.xml.gz");

        ProgramRun held = await ProgramRun.Of("spectrum", aluminium, "--json");
        ProgramRun made = await ProgramRun.Of(
            "spectrum", aluminium, "--operator", "gfn0", "--json");
        ProgramRun unclear = await ProgramRun.Of("spectrum", aluminium, "--kdensity", "0.5");

        Assert.Equal(JsonValueKind.Null, held.Json.GetProperty("operator").ValueKind);
        Assert.Equal("Al", made.Json.GetProperty("formula").GetString());
        Assert.Equal(3, made.Json.GetProperty("n_electrons").GetDouble());
        Assert.Equal(ExitCode.Usage, unclear.Code);
        Assert.Contains("--operator", unclear.Error);
    }

    [Theory]
    [InlineData("--set", "threshold=7")]
    [InlineData("--set", "nonsense=1")]
    [InlineData("--kgrid", "4,4")]
    [InlineData("--kdensity", "-1")]
    [InlineData("--operator", "hf")]
    public async Task WrongOptionsAreNamed(string option, string value)
    {
        ProgramRun run = await ProgramRun.Of("spectrum", Diamond, option, value);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(value.Split('=')[0], run.Error);
    }

    [Fact]
    public async Task ResultsDoNotDependOnThreads()
    {
        string[] line = ["spectrum", Rutile, "--kgrid", "3,3,3", "--eigenvalues", "--json"];
        ProgramRun one = await ProgramRun.Of([.. line, "--threads", "1"]);
        ProgramRun many = await ProgramRun.Of([.. line, "--threads", "5"]);

        Assert.Equal(one.Output, many.Output);
    }
}
