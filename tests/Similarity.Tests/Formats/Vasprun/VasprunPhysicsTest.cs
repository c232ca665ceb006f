using Similarity.Formats;
using Similarity.Spectra;

namespace Similarity.Tests.Formats.Vasprun;

/// <summary>
/// VASP as an independent program: its occupations and densities of states against the formulas, from
/// the eigenvalues that stand beside them in the same file.
/// </summary>
public class VasprunPhysicsTest
{
    private const double Ev = PhysicalConstants.HartreeInEv;

    /// <summary>VASP prints eigenvalues, occupations and densities with four decimals.</summary>
    private const double Rounding = 0.5e-4;

    /// <summary>
    /// The occupations of the aluminium run are those of a step before its last eigenvalues, as the
    /// sets that VASP repeats in its projections (0.6283 for 0.6285) show.
    /// </summary>
    private const double OneStepLate = 2e-4;

    [Theory]
    [InlineData("pymatgen/vasprun.uniform.xml.gz", 0)]
    [InlineData("vise/MgO_dos_vasprun.xml.gz", 0)]
    [InlineData("sumo/Cs2SnI6_dos_vasprun.xml.gz", 0)]
    [InlineData("pymatgen/vasprun.lifepo4.xml.gz", 0)]
    [InlineData("amset/Si_vasprun.xml.gz", 0)]
    [InlineData("jarvis/vasprun.xml.JVASP-39.gz", 0)]
    [InlineData("pymatgen/vasprun.Al.xml.gz", OneStepLate)]
    public void OccupationsFollowTheReportedSmearing(string name, double slack)
    {
        BandStructure bands = FileFormats.Read(RepositoryFile.Database("spectra/" + name)).Bands!;
        Smearing smearing = bands.ReportedSmearing!;

        // Half a unit of the printed occupation, and of the printed level times the slope of f there.
        double tolerance = slack + Rounding + Rounding / Ev * smearing.Delta(0) / smearing.Width;
        for (int i = 0; i < bands.Energies.Length; i++)
        {
            double x = (bands.Energies[i] - bands.ReportedFermiLevel!.Value) / smearing.Width;
            Assert.Equal(smearing.Occupation(x), bands.ReportedOccupations.Span[i], tolerance);
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
            bands, bands.ReportedSmearing!, reported.Energies, new DosOptions { BinAveraged = true });
        for (int spin = 0; spin < reported.Spins; spin++)
        {
            double[] expected = [.. reported.Values(spin).ToArray().Select(value => value / Ev)];
            double tolerance = Rounding + Rounding / (bands.ReportedSmearing!.Width * Ev) * expected.Max();
            for (int i = 1; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], computed.Values(spin)[i] / Ev, tolerance);
            }
        }
    }
}
