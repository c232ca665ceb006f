using System.Text.Json;
using Similarity.Formats;
using Similarity.Spectra;

namespace Similarity.Tests.Formats.PymatgenBands;

public class PymatgenDosFormatTest
{
    [Theory]
    [InlineData("matminer/si_dos.json", 1, 601, 2, "Si", 18)]
    [InlineData("pymatgen/dos_spin_polarization_mp-865805.json", 2, 301, 4, "TaZnCo2", 36)]
    public void CompleteDosIsRead(
        string name, int spins, int points, int sites, string formula, int projections)
    {
        FileContents contents = FileFormats.Read(RepositoryFile.Database("spectra/" + name));
        Assert.Equal("pymatgen density of states", contents.Format);
        DensityOfStates dos = contents.Dos!;
        Assert.Equal((spins, points), (dos.Spins, dos.Energies.Length));
        Assert.Equal(sites, dos.Crystal!.Count);
        Assert.Equal(formula, dos.Crystal.Formula);
        Assert.Equal(projections, dos.Projections.Length);
        Assert.Contains(dos.Projections, projection => projection.Orbital == "dx2-y2");
    }

    [Fact]
    public void UnitsAreStatesPerHartree()
    {
        string path = RepositoryFile.Database("spectra/matminer/si_dos.json");
        DensityOfStates dos = FileFormats.Read(path).Dos!;
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        JsonElement root = document.RootElement;
        double[] energies =
            [.. root.GetProperty("energies").EnumerateArray().Select(value => value.GetDouble())];
        double[] densities =
            [.. root.GetProperty("densities").GetProperty("1").EnumerateArray().Select(
                value => value.GetDouble())];

        // States, not units: the integral is the same in both.
        double expected = 0, actual = 0;
        for (int i = 1; i < energies.Length; i++)
        {
            expected += densities[i] * (energies[i] - energies[i - 1]);
            actual += dos.Values(0)[i] * (dos.Energies[i] - dos.Energies[i - 1]);
        }

        Assert.Equal(expected, actual, 1e-11 * expected);
        Assert.Equal(
            root.GetProperty("efermi").GetDouble(),
            dos.ReportedFermiLevel!.Value * PhysicalConstants.HartreeInEv,
            1e-12);
    }

    [Fact]
    public void GzippedDosWithLaterKeysIsRead()
    {
        DensityOfStates dos = FileFormats.Read(
            RepositoryFile.Database("spectra/pymatgen/complete_dos.json.gz")).Dos!;
        Assert.Equal((2, 301, 25), (dos.Spins, dos.Energies.Length, dos.Crystal!.Count));
        Assert.Equal("Fe4Li1O16P4", Unreduced(dos));
    }

    [Fact]
    public void ElementProjectionsAreSummedWithAWarning()
    {
        FileContents contents = FileFormats.Read(
            RepositoryFile.Database("spectra/sumo/NiO_pdos-pmg.json.gz"));
        Assert.Equal(2, contents.Dos!.Spins);
        Assert.Contains(
            contents.Warnings, warning => warning.Contains("sum", StringComparison.Ordinal));
    }

    private static string Unreduced(DensityOfStates dos) =>
        string.Concat(dos.Crystal!.Sites.ToArray()
        .GroupBy(site => site.Element.Symbol).OrderBy(group => group.Key, StringComparer.Ordinal)
        .Select(group => $"{group.Key}{group.Count()}"));
}
