using System.Text.Json;
using Similarity.Cli.CommandLine;
using Similarity.Tests;

namespace Similarity.Cli.Tests.Verbs;

public sealed class FermiVerbTest
{
    private static readonly string Aluminium =
        RepositoryFile.Database("spectra/pymatgen/vasprun.Al.xml.gz");

    [Fact]
    public async Task TheChosenLevelOfAMetalIsOneOfTheRootsAndHoldsTheElectrons()
    {
        JsonElement json = (await ProgramRun.Of(
            "fermi", Aluminium, "--smearing", "cold", "--sigma", "0.2", "--json")).Json;
        double chosen = json.GetProperty("chosen_eV").GetDouble();

        Assert.Equal("similarity.fermi/1", json.GetProperty("schema").GetString());
        Assert.Contains(chosen, SpectrumVerbTest.Numbers(json.GetProperty("roots_eV")));
        Assert.NotEmpty(json.GetProperty("reason").GetString()!);
        Assert.Equal(0, json.GetProperty("residual").GetDouble(), 1e-10);
        Assert.Single(
            json.GetProperty("roots").EnumerateArray(),
            root => root.GetProperty("rejected_because").ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task SpuriousRootsOfAnInsulatorAreListedAndRejected()
    {
        // The flagship trap: cold smearing has a root near the valence band that the code which
        // made these bands took for the Fermi level (4.8454 eV); the gap is 4.843 to 5.788 eV.
        string file = RepositoryFile.Oracle("sorep/two_spin_insulator/bands.npz");
        JsonElement json = (await ProgramRun.Of(
            "fermi", file, "--electrons", "114", "--smearing", "cold", "--sigma", "0.05", "--json"))
            .Json;
        double chosen = json.GetProperty("chosen_eV").GetDouble();
        JsonElement[] rejected = json.GetProperty("roots").EnumerateArray()
            .Where(root => root.GetProperty("rejected_because").ValueKind == JsonValueKind.String)
            .ToArray();

        Assert.InRange(chosen, 4.9, 5.7);
        Assert.Contains(
            rejected, root => Math.Abs(root.GetProperty("energy_eV").GetDouble() - 4.8494) < 1e-3);
    }

    [Fact]
    public async Task MoreElectronsRaiseTheLevel()
    {
        double few = await ChosenWith("2");
        double many = await ChosenWith("4");

        Assert.True(few < many);
    }

    [Fact]
    public async Task TetrahedraFindTheSameGapAsSmearing()
    {
        string magnesia = RepositoryFile.Database("spectra/vise/MgO_dos_vasprun.xml.gz");
        JsonElement json =
            (await ProgramRun.Of("fermi", magnesia, "--smearing", "tetrahedron", "--json")).Json;
        JsonElement spectrum = (await ProgramRun.Of("spectrum", magnesia, "--json")).Json;
        double vbm = spectrum.GetProperty("vbm_eV").GetDouble();
        double middle = (vbm + spectrum.GetProperty("cbm_eV").GetDouble()) / 2;

        Assert.Equal(middle, json.GetProperty("chosen_eV").GetDouble(), 1e-12);
        Assert.True(json.GetProperty("roots")[0].GetProperty("in_gap").GetBoolean());
    }

    [Fact]
    public async Task AMetalOfTetrahedraHasOneRootWithADensityOfStates()
    {
        JsonElement json = (await ProgramRun.Of(
            "fermi", Aluminium, "--smearing", "tetrahedron", "--json")).Json;
        JsonElement root = Assert.Single(json.GetProperty("roots").EnumerateArray());

        // Free electrons: D(E_F) = 3 N / (2 E_F) = 0.39 per eV with E_F = 11.7 eV above the bottom.
        Assert.InRange(root.GetProperty("slope_per_eV").GetDouble(), 0.3, 0.5);
        Assert.False(root.GetProperty("in_gap").GetBoolean());
        Assert.Equal(0, json.GetProperty("sigma_eV").GetDouble());
    }

    [Fact]
    public async Task TetrahedraOnAPathHaveNoFermiLevelWhichIs5()
    {
        ProgramRun run = await ProgramRun.Of(
            "fermi",
            RepositoryFile.Database("spectra/matminer/si_bandstructure_line.json"),
            "--smearing",
            "tetrahedron");

        Assert.Equal(ExitCode.NoResult, run.Code);
        Assert.Contains("path", run.Error);
    }

    private static async Task<double> ChosenWith(string electrons) =>
        (await ProgramRun.Of("fermi", Aluminium, "--electrons", electrons, "--json"))
            .Json.GetProperty("chosen_eV").GetDouble();
}
