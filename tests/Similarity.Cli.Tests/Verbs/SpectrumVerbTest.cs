using System.Text.Json;
using Similarity.Tests;

namespace Similarity.Cli.Tests.Verbs;

public sealed class SpectrumVerbTest
{
    /// <summary>eV to hartree and back costs a few units in the last place of some 10 eV.</summary>
    private const double UnitRounding = 1e-13;

    private static readonly string CalciumOxide =
        RepositoryFile.Database("spectra/pymatgen/CaO_2605_bandstructure.json");

    private static readonly string Aluminium =
        RepositoryFile.Database("spectra/pymatgen/vasprun.Al.xml.gz");

    [Fact]
    public async Task TheGapLiesBetweenTheEdgesAndAroundTheFermiLevel()
    {
        JsonElement json = (await ProgramRun.Of("spectrum", CalciumOxide, "--json")).Json;
        double vbm = json.GetProperty("vbm_eV").GetDouble();
        double cbm = json.GetProperty("cbm_eV").GetDouble();
        double fermi = json.GetProperty("fermi_eV").GetDouble();

        Assert.Equal("similarity.spectrum/1", json.GetProperty("schema").GetString());
        Assert.False(json.GetProperty("is_metal").GetBoolean());
        Assert.InRange(fermi, vbm, cbm);
        Assert.Equal(cbm - vbm, json.GetProperty("gap_eV").GetDouble(), UnitRounding);
        Assert.True(
            json.GetProperty("direct_gap_eV").GetDouble()
            >= json.GetProperty("gap_eV").GetDouble());

        // Ca 3s² 3p⁶ 4s² and O 2s² 2p⁴.
        Assert.Equal(16, json.GetProperty("n_electrons").GetDouble());
        Assert.NotEmpty(json.GetProperty("fermi_roots_eV").EnumerateArray());
    }

    [Fact]
    public async Task AMetalHasNoEdges()
    {
        JsonElement json = (await ProgramRun.Of("spectrum", Aluminium, "--json")).Json;

        Assert.True(json.GetProperty("is_metal").GetBoolean());
        Assert.Equal(0, json.GetProperty("gap_eV").GetDouble());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("vbm_eV").ValueKind);
        Assert.Equal(3, json.GetProperty("n_electrons").GetDouble());
    }

    [Fact]
    public async Task TheDensityOfStatesIntegratesToWhatTheBandsHold()
    {
        JsonElement json = (await ProgramRun.Of(
            "spectrum", Aluminium, "--smearing", "gaussian", "--sigma", "0.2", "--json")).Json;
        double[] energies = Numbers(json.GetProperty("dos").GetProperty("energies_eV"));
        double[] values = Numbers(json.GetProperty("dos").GetProperty("values"));
        double integral = 0;
        for (int i = 1; i < energies.Length; i++)
        {
            integral += (energies[i] - energies[i - 1]) * (values[i] + values[i - 1]) / 2;
        }

        // Five bands of two spins. The trapezoidal rule is exact to rounding on Gaussians that
        // vanish at both ends; at 5σ erfc(5) ≈ 1.5e-12 of each is cut.
        Assert.Equal(10, integral, 1e-10);
    }

    [Fact]
    public async Task TetrahedraAreASmearingLikeOthers()
    {
        string[] options = [Aluminium, "--smearing", "tetrahedron", "--json"];
        JsonElement spectrum = (await ProgramRun.Of(["spectrum", .. options])).Json;
        JsonElement fermi = (await ProgramRun.Of(["fermi", .. options])).Json;
        JsonElement dos = (await ProgramRun.Of(["dos", .. options])).Json;

        Assert.Equal("tetrahedron", spectrum.GetProperty("smearing").GetString());
        Assert.Equal(
            fermi.GetProperty("chosen_eV").GetDouble(),
            spectrum.GetProperty("fermi_eV").GetDouble());
        Assert.Equal(
            Numbers(dos.GetProperty("dos")),
            Numbers(spectrum.GetProperty("dos").GetProperty("values")));
    }

    [Fact]
    public async Task EigenvaluesComeBySpinKPointAndBandWithWeightsThatSumTo1()
    {
        JsonElement json =
            (await ProgramRun.Of("spectrum", Aluminium, "--eigenvalues", "--json")).Json;
        JsonElement eigenvalues = json.GetProperty("eigenvalues_eV");

        Assert.Equal(2, eigenvalues.GetArrayLength());
        Assert.Equal(84, eigenvalues[0].GetArrayLength());
        Assert.Equal(5, eigenvalues[0][0].GetArrayLength());
        Assert.Equal(84, json.GetProperty("kpoints").GetArrayLength());
        Assert.Equal(3, json.GetProperty("kpoints")[0].GetArrayLength());
        Assert.Equal(1, Numbers(json.GetProperty("weights")).Sum(), 1e-14);
    }

    [Fact]
    public async Task WithoutTheOptionThereAreNoEigenvalues()
    {
        JsonElement json = (await ProgramRun.Of("spectrum", Aluminium, "--json")).Json;

        Assert.Equal(JsonValueKind.Null, json.GetProperty("eigenvalues_eV").ValueKind);
    }

    [Fact]
    public async Task ResultsDoNotDependOnThreads()
    {
        ProgramRun one = await ProgramRun.Of("spectrum", Aluminium, "--json", "--threads", "1");
        ProgramRun many = await ProgramRun.Of("spectrum", Aluminium, "--json", "--threads", "7");

        Assert.Equal(one.Output, many.Output);
    }

    internal static double[] Numbers(JsonElement array) =>
        array.EnumerateArray().Select(number => number.GetDouble()).ToArray();
}
