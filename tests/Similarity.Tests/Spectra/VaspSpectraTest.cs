using System.Text.Json;
using Similarity.Formats;
using Similarity.Spectra;

namespace Similarity.Tests.Spectra;

/// <summary>
/// VASP's own occupations and densities of states against ours from its eigenvalues, which have four
/// decimals: that is what remains.
/// </summary>
public class VaspSpectraTest
{
    private const double Ev = PhysicalConstants.HartreeInEv;

    private const double RoundingEv = 5e-5;

    [Theory]
    [InlineData("vise/MgO_dos_vasprun.xml")]
    [InlineData("sumo/Cs2SnI6_dos_vasprun.xml.gz")]
    [InlineData("pymatgen/vasprun.Al.xml.gz")]
    public void OccupationsAndBinAveragesAreThoseOfVasp(string file)
    {
        JsonElement oracle = Oracle(file);
        FileContents contents = FileFormats.Read(RepositoryFile.Database(
            "spectra/" + (file.EndsWith(".gz", StringComparison.Ordinal) ? file : file + ".gz")));
        BandStructure bands = contents.Bands!;
        Smearing smearing = bands.ReportedSmearing!;
        Assert.Equal(oracle.GetProperty("sigma").GetDouble(), smearing.Width * Ev, 1e-15);
        FermiSolution solution = FermiLevel.Solve(bands, oracle.GetProperty("nelect").GetDouble(), smearing);
        double worst = 0;
        for (int i = 0; i < bands.Energies.Length; i++)
        {
            double f = smearing.Occupation((bands.Energies[i] - solution.Chosen!.Value) / smearing.Width);
            worst = Math.Max(worst, Math.Abs(f - bands.ReportedOccupations.Span[i]));
        }

        // Rounded are the level, all levels that fix the Fermi level, and the occupation itself.
        double rounding = RoundingEv / (smearing.Width * Ev);
        Assert.InRange(worst, 0, 3 * rounding * smearing.Delta(0));

        DensityOfStates vasp = contents.Dos!;

        // The energies are printed to 4 decimals too, which would be half a percent of a bin.
        double[] energies = EnergyGrid.Uniform(vasp.Energies[0], vasp.Energies[^1], vasp.Energies.Length);
        DensityOfStates own = DosCalculation.Evaluate(
            bands, smearing, energies, new DosOptions { BinAveraged = true });
        Assert.Equal(vasp.Spins, own.Spins);
        for (int spin = 0; spin < own.Spins; spin++)
        {
            double difference = 0;
            for (int i = 1; i < vasp.Energies.Length; i++)
            {
                difference = Math.Max(difference, Math.Abs(own.Values(spin)[i] - vasp.Values(spin)[i]) / Ev);
            }

            // A shift of all levels at once; |δ′| stays below 2 δ(0) for the rules here.
            Assert.InRange(difference, 0, 2 * rounding * own.Values(spin).ToArray().Max() / Ev);
        }
    }

    [Theory]
    [InlineData("vise/MgO_dos_vasprun.xml")]
    [InlineData("sumo/Cs2SnI6_dos_vasprun.xml.gz")]
    [InlineData("pymatgen/vasprun.uniform.xml.gz")]
    public void SolvedFermiLevelGivesVaspsGap(string file)
    {
        JsonElement oracle = Oracle(file);
        BandStructure bands = FileFormats.Read(RepositoryFile.Database(
            "spectra/" + (file.EndsWith(".gz", StringComparison.Ordinal) ? file : file + ".gz"))).Bands!;
        foreach (Smearing smearing in (Smearing[])
            [new Cold(0.1 / Ev), new Gaussian(0.05 / Ev), new MethfesselPaxton(1, 0.2 / Ev), new ZeroWidth()])
        {
            FermiSolution solution = FermiLevel.Solve(bands, oracle.GetProperty("nelect").GetDouble(), smearing);
            BandEdges edges = BandEdges.Of(bands, solution.Chosen!.Value);
            JsonElement sorep = oracle.GetProperty("sorep");
            Assert.Equal(sorep.GetProperty("vbm").GetDouble(), edges.ValenceMaximum!.Energy * Ev, 1e-12);
            Assert.Equal(sorep.GetProperty("cbm").GetDouble(), edges.ConductionMinimum!.Energy * Ev, 1e-12);
        }
    }

    private static JsonElement Oracle(string file) => JsonDocument
        .Parse(File.ReadAllText(RepositoryFile.Oracle("vasprun/vasprun_sorep.json")))
        .RootElement.GetProperty("cases").EnumerateArray()
        .Single(row => row.GetProperty("file").GetString() == file);
}
