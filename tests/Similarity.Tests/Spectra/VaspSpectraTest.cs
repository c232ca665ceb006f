using System.Text.Json;
using Similarity.Formats;
using Similarity.Spectra;
using Similarity.Tests.Fingerprints;

namespace Similarity.Tests.Spectra;

/// <summary>What SOREP computed from eight VASP runs, from our reader on.</summary>
public class VaspSpectraTest
{
    private const double Ev = PhysicalConstants.HartreeInEv;

    /// <summary>SOREP's solvers stop this far from the electrons: a part of 10⁻⁶.</summary>
    private const double SolverTolerance = 1e-6;

    public static TheoryData<int> Runs => new(Enumerable.Range(0, 8));

    [Theory]
    [MemberData(nameof(Runs))]
    public void FermiLevelsHoldTheElectrons(int run)
    {
        (BandStructure bands, JsonElement oracle) = Read(run);
        double electrons = oracle.GetProperty("n_electrons_used").GetDouble();
        JsonElement sorep = oracle.GetProperty("sorep");
        foreach (JsonElement row in sorep.GetProperty("fermi").EnumerateArray())
        {
            Smearing smearing = SorepBands.SmearingOf(row);
            var count = new ElectronCount(bands, smearing);
            double level = row.GetProperty("fermi_energy").GetDouble() / Ev;
            Assert.Equal(electrons, count.At(level), SolverTolerance);
            FermiSolution solution = FermiLevel.Solve(bands, electrons, smearing);
            if (sorep.GetProperty("is_metallic").GetBoolean())
            {
                // Where N is not flat the level is unique: the error of N over the slope.
                double slope = row.GetProperty("dn_dmu").GetDouble();
                Assert.Equal(level * Ev, solution.Chosen!.Value * Ev, SolverTolerance / slope);
                Assert.Equal(slope, count.Slope(level) / Ev, 1e-10 * slope);
            }
            else
            {
                Assert.InRange(
                    solution.Chosen!.Value * Ev,
                    sorep.GetProperty("vbm").GetDouble(),
                    sorep.GetProperty("cbm").GetDouble());
            }
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void EdgesAndFeaturesMeetSorep(int run)
    {
        (BandStructure bands, JsonElement oracle) = Read(run);
        JsonElement sorep = oracle.GetProperty("sorep");
        double fermiLevel = oracle.GetProperty("efermi_vasp").GetDouble() / Ev;
        var edges = BandEdges.Of(bands, fermiLevel);
        Assert.Equal(sorep.GetProperty("is_metallic").GetBoolean(), edges.IsMetal);
        Assert.Equal(sorep.GetProperty("band_gap").GetDouble(), edges.Gap!.Value * Ev, 1e-12);
        foreach (string key in (string[])["fermi_centered/0", "vbm_fermi_cbm_concatenated/0"])
        {
            double[] expected =
                [.. sorep.GetProperty(key).EnumerateArray().Select(value => value.GetDouble())];
            double[] actual = SorepRecipe.Feature(bands, fermiLevel, key).Values.ToArray();
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], actual[i], 1e-10 * expected[i]);
            }
        }
    }

    private static (BandStructure Bands, JsonElement Oracle) Read(int run)
    {
        JsonElement oracle = JsonDocument
            .Parse(File.ReadAllText(RepositoryFile.Oracle("vasprun/vasprun_sorep.json")))
            .RootElement.GetProperty("cases")[run];
        string file = oracle.GetProperty("file").GetString()!;
        file = file.EndsWith(".gz", StringComparison.Ordinal) ? file : file + ".gz";
        return (FileFormats.Read(RepositoryFile.Database("spectra/" + file)).Bands!, oracle);
    }
}
