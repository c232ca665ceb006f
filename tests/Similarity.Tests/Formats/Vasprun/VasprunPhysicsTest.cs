using System.Text.Json;
using Similarity.Formats;
using Similarity.Spectra;

namespace Similarity.Tests.Formats.Vasprun;

/// <summary>
/// VASP as an independent program: its occupations and densities of states against the formulas,
/// from the eigenvalues that stand beside them in the same file.
/// </summary>
public class VasprunPhysicsTest
{
    private const double Ev = PhysicalConstants.HartreeInEv;

    /// <summary>VASP prints eigenvalues, occupations and densities with four decimals.</summary>
    private const double Rounding = 0.5e-4;

    /// <summary>
    /// The largest difference is that of the oracle, which applied the same formula to the same
    /// printed numbers, and within what printing to four decimals allows.
    /// </summary>
    [Theory]
    [InlineData("pymatgen/vasprun.uniform.xml.gz")]
    [InlineData("vise/MgO_dos_vasprun.xml.gz")]
    [InlineData("sumo/Cs2SnI6_dos_vasprun.xml.gz")]
    [InlineData("pymatgen/vasprun.lifepo4.xml.gz")]
    [InlineData("amset/Si_vasprun.xml.gz")]
    [InlineData("jarvis/vasprun.xml.JVASP-39.gz")]
    [InlineData("pymatgen/vasprun.Al.xml.gz")]
    public void OccupationsFollowTheReportedSmearing(string name)
    {
        BandStructure bands = FileFormats.Read(RepositoryFile.Database("spectra/" + name)).Bands!;
        Smearing smearing = bands.ReportedSmearing!;
        double worst = 0;
        for (int i = 0; i < bands.Energies.Length; i++)
        {
            double x = (bands.Energies[i] - bands.ReportedFermiLevel!.Value) / smearing.Width;
            worst = Math.Max(
                worst, Math.Abs(smearing.Occupation(x) - bands.ReportedOccupations.Span[i]));
        }

        Assert.Equal(Oracle(name).GetProperty("max_abs_diff_occupation").GetDouble(), worst, 1e-9);
        Assert.InRange(worst, 0, Rounding + Rounding / Ev * smearing.Delta(0) / smearing.Width);
    }

    /// <summary>VASP's own edges, whatever smearing the Fermi level is solved with.</summary>
    [Theory]
    [InlineData("vise/MgO_dos_vasprun.xml.gz")]
    [InlineData("sumo/Cs2SnI6_dos_vasprun.xml.gz")]
    [InlineData("pymatgen/vasprun.uniform.xml.gz")]
    public void SolvedFermiLevelGivesTheGap(string name)
    {
        BandStructure bands = FileFormats.Read(RepositoryFile.Database("spectra/" + name)).Bands!;
        JsonElement sorep = Oracle(name).GetProperty("sorep");
        Smearing[] smearings =
        [
            new Cold(0.1 / Ev), new Gaussian(0.05 / Ev), new MethfesselPaxton(1, 0.2 / Ev),
            new ZeroWidth(),
        ];
        foreach (Smearing smearing in smearings)
        {
            FermiSolution solution = FermiLevel.Solve(bands, bands.Electrons!.Value, smearing);
            BandEdges edges = BandEdges.Of(bands, solution.Chosen!.Value);
            Assert.Equal(
                sorep.GetProperty("vbm").GetDouble(), edges.ValenceMaximum!.Energy * Ev, 1e-12);
            Assert.Equal(
                sorep.GetProperty("cbm").GetDouble(), edges.ConductionMinimum!.Energy * Ev, 1e-12);
        }
    }

    /// <summary>
    /// D(Eᵢ) = (N(Eᵢ) − N(Eᵢ₋₁)) / (Eᵢ − Eᵢ₋₁). Levels rounded by r change a density broadened by σ
    /// by about r/σ of it; runs with σ below 0.1 eV would show little else.
    /// </summary>
    [Theory]
    [InlineData("vise/MgO_dos_vasprun.xml.gz")]
    [InlineData("sumo/Cs2SnI6_dos_vasprun.xml.gz")]
    [InlineData("pymatgen/vasprun.Al.xml.gz")]
    [InlineData("pymatgen/vasprun.lifepo4.xml.gz")]
    public void DensityOfStatesIsTheAverageOverEachBin(string name)
    {
        FileContents contents = FileFormats.Read(RepositoryFile.Database("spectra/" + name));
        BandStructure bands = contents.Bands!;
        DensityOfStates reported = contents.Dos!;
        DensityOfStates computed = DosCalculation.Evaluate(
            bands, bands.ReportedSmearing!, reported.Energies,
            new DosOptions { BinAveraged = true });
        for (int spin = 0; spin < reported.Spins; spin++)
        {
            double[] expected = [.. reported.Values(spin).ToArray().Select(value => value / Ev)];
            double tolerance =
                Rounding + Rounding / (bands.ReportedSmearing!.Width * Ev) * expected.Max();
            for (int i = 1; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], computed.Values(spin)[i] / Ev, tolerance);
            }
        }
    }

    private static JsonElement Oracle(string name) => JsonDocument
        .Parse(File.ReadAllText(RepositoryFile.Oracle("vasprun/vasprun_sorep.json")))
        .RootElement.GetProperty("cases").EnumerateArray()
        .Single(
            row => name.StartsWith(row.GetProperty("file").GetString()!, StringComparison.Ordinal));
}
