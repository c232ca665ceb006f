using System.Globalization;
using System.Text.Json;
using Similarity.Cli.CommandLine;
using Similarity.Tests;

namespace Similarity.Cli.Tests.Verbs;

public sealed class DosVerbTest
{
    private static readonly string Aluminium =
        RepositoryFile.Database("spectra/pymatgen/vasprun.Al.xml.gz");
    private static readonly string Magnesia =
        RepositoryFile.Database("spectra/vise/MgO_dos_vasprun.xml.gz");
    private static readonly string Silicon =
        RepositoryFile.Database("spectra/matminer/si_dos.json");

    [Fact]
    public async Task TheGridIsTheOneAskedFor()
    {
        JsonElement json = (await ProgramRun.Of(
            "dos", Aluminium, "--emin", "-5", "--emax", "15", "--points", "401", "--json")).Json;
        double[] energies = SpectrumVerbTest.Numbers(json.GetProperty("energies_eV"));

        Assert.Equal("similarity.dos/1", json.GetProperty("schema").GetString());
        Assert.Equal(401, energies.Length);
        Assert.Equal(-5, energies[0], 1e-12);
        Assert.Equal(15, energies[^1], 1e-12);
        Assert.Equal(401, json.GetProperty("dos").GetArrayLength());
    }

    [Fact]
    public async Task SpinsAddUpToTheTotal()
    {
        string[] arguments =
            ["dos", Aluminium, "--smearing", "fermi-dirac", "--sigma", "0.1", "--json"];
        JsonElement total = (await ProgramRun.Of(arguments)).Json;
        JsonElement spins = (await ProgramRun.Of([.. arguments, "--spins"])).Json;
        double[] up = SpectrumVerbTest.Numbers(spins.GetProperty("dos")[0]);
        double[] down = SpectrumVerbTest.Numbers(spins.GetProperty("dos")[1]);
        double[] sum = SpectrumVerbTest.Numbers(total.GetProperty("dos"));

        Assert.NotEqual(0, sum.Max());
        Assert.All(
            Enumerable.Range(0, sum.Length),
            i => Assert.Equal(sum[i], up[i] + down[i], 1e-13 * sum.Max()));
    }

    [Fact]
    public async Task SorepLeavesOutTheFactor2OfBandsThatBothSpinsShare()
    {
        string[] arguments =
            ["dos", Magnesia, "--smearing", "gaussian", "--sigma", "0.1", "--json"];
        double[] physical =
            SpectrumVerbTest.Numbers((await ProgramRun.Of(arguments)).Json.GetProperty("dos"));
        double[] sorep = SpectrumVerbTest.Numbers(
            (await ProgramRun.Of([.. arguments, "--compat", "sorep"])).Json.GetProperty("dos"));

        // SOREP drops levels beyond 6σ, where a Gaussian is e⁻³⁶ = 2e-16 of its peak.
        Assert.NotEqual(0, physical.Max());
        Assert.All(
            Enumerable.Range(0, physical.Length),
            i => Assert.Equal(physical[i], 2 * sorep[i], 1e-14 * physical.Max()));
    }

    [Fact]
    public async Task AStoredDensityOfStatesIsPrintedAsItIs()
    {
        JsonElement json = (await ProgramRun.Of("dos", Silicon, "--json")).Json;
        using JsonDocument file = JsonDocument.Parse(await File.ReadAllTextAsync(Silicon));
        double[] expected =
            SpectrumVerbTest.Numbers(file.RootElement.GetProperty("densities").GetProperty("1"));
        double[] values = SpectrumVerbTest.Numbers(json.GetProperty("dos"));

        Assert.Equal(expected.Length, values.Length);
        Assert.All(
            Enumerable.Range(0, values.Length), i => Assert.Equal(expected[i], values[i], 1e-14));
    }

    [Fact]
    public async Task AStoredDensityOfStatesIsNotExtrapolated()
    {
        ProgramRun run = await ProgramRun.Of("dos", Silicon, "--emin", "-1000");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("eV only", run.Error);
    }

    [Fact]
    public async Task AStoredDensityOfStatesIsNotSmearedAnew()
    {
        ProgramRun run = await ProgramRun.Of("dos", Silicon, "--sigma", "0.1");

        Assert.Equal(ExitCode.Usage, run.Code);
    }

    [Fact]
    public async Task ForPeopleThereAreColumnsThatPlottingProgramsRead()
    {
        ProgramRun run = await ProgramRun.Of("dos", Aluminium, "--points", "11", "--spins");
        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.StartsWith("# energy (eV)", lines[0]);
        Assert.Equal(12, lines.Length);
        Assert.All(lines[1..], line =>
        {
            string[] cells = line.Split(' ');
            Assert.Equal(3, cells.Length);
            Assert.All(cells, cell => Assert.True(
                double.TryParse(
                    cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _), cell));
        });
    }

    [Fact]
    public async Task TetrahedraAndNarrowSmearingAgreeOnTheNumberOfStates()
    {
        // Over the valence band of MgO, 3 eV wide, both integrate to 6 electrons per cell.
        string[] grid = ["--emin", "-2", "--emax", "4", "--points", "6001", "--json"];
        double tetrahedra = await Integral(["dos", Magnesia, "--smearing", "tetrahedron", .. grid]);
        double smeared =
            await Integral(["dos", Magnesia, "--smearing", "gaussian", "--sigma", "0.05", .. grid]);

        Assert.Equal(6, tetrahedra, 1e-3);
        Assert.Equal(6, smeared, 1e-6);
    }

    /// <summary>
    /// Peaks narrower than the spacing of the energies are averaged, not sampled: nothing is lost,
    /// whatever bands are flat (Cs 5s and I 5s in Cs₂SnI₆) and whatever width the file was made
    /// with (1 meV in Si_vasprun). Electrons that all bands hold: 2 × number of bands.
    /// </summary>
    [Theory]
    [InlineData("amset/Si_vasprun.xml.gz", 80, "")]
    [InlineData("amset/Si_vasprun.xml.gz", 80, "--smearing tetrahedron --points 101")]
    [InlineData("pymatgen/vasprun.LiF.xml.gz", 20, "--smearing tetrahedron")]
    [InlineData("pymatgen/vasprun.lifepo4.xml.gz", 786, "--smearing tetrahedron")]
    [InlineData("sumo/Cs2SnI6_dos_vasprun.xml.gz", 128, "--smearing tetrahedron")]
    [InlineData("sumo/Cs2SnI6_dos_vasprun.xml.gz", 128, "--smearing delta")]
    public async Task NoPeakFallsBetweenTheEnergies(string file, double states, string options)
    {
        string[] arguments =
        [
            "dos", RepositoryFile.Database("spectra/" + file), "--json",
            .. options.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        ];
        JsonElement json = (await ProgramRun.Of(arguments)).Json;
        double[] energies = SpectrumVerbTest.Numbers(json.GetProperty("energies_eV"));
        double[] values = SpectrumVerbTest.Numbers(json.GetProperty("dos"));

        // Averages times widths of their bins; levels end well inside the grid.
        double sum = values.Sum() * (energies[1] - energies[0]);
        Assert.Equal(states, sum, 1e-9 * states);
        Assert.Contains("averaged", json.GetProperty("method").GetString());
    }

    [Fact]
    public async Task APathHasNoTetrahedraWhichIs5()
    {
        ProgramRun run = await ProgramRun.Of(
            "dos",
            RepositoryFile.Database("spectra/matminer/si_bandstructure_line.json"),
            "--smearing",
            "tetrahedron");

        Assert.Equal(ExitCode.NoResult, run.Code);
        Assert.Contains("path", run.Error);
    }

    private static async Task<double> Integral(string[] arguments)
    {
        JsonElement json = (await ProgramRun.Of(arguments)).Json;
        double[] energies = SpectrumVerbTest.Numbers(json.GetProperty("energies_eV"));
        double[] values = SpectrumVerbTest.Numbers(json.GetProperty("dos"));
        return Enumerable.Range(1, energies.Length - 1)
            .Sum(i => (energies[i] - energies[i - 1]) * (values[i] + values[i - 1]) / 2);
    }
}
