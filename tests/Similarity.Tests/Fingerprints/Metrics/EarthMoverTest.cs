using System.Text.Json;
using Similarity.Fingerprints;
using Similarity.Spectra;

namespace Similarity.Tests.Fingerprints;

public class EarthMoverTest
{
    /// <summary>The electronvolt that the NOMAD files divide by.</summary>
    private const double JoulesPerEv = 1.602176565e-19;

    [Fact]
    public void DistancesMeetScipy()
    {
        using var document = JsonDocument.Parse(
            File.ReadAllText(RepositoryFile.Oracle("emd/emd_energy.json")));
        using var nomad = JsonDocument.Parse(
            File.ReadAllText(RepositoryFile.Oracle("nomad/nomad_dos.json")));
        JsonElement rows = document.RootElement.GetProperty("rows");
        Assert.Equal(58, rows.GetArrayLength());
        foreach (JsonElement row in rows.EnumerateArray())
        {
            bool sorep = row.GetProperty("kind").GetString()!.StartsWith(
                "sorep", StringComparison.Ordinal);
            (double[] Energies, double[] Values) Read(string side)
            {
                string name = row.GetProperty(side).GetString()!;
                return sorep ? Feature(name) : NomadDos(nomad.RootElement.GetProperty(name));
            }

            (double[] Energies, double[] Values) a = Read("a");
            (double[] Energies, double[] Values) b = Read("b");
            double? actual = EarthMover.Distance(
                a.Energies, a.Values, b.Energies, b.Values, NegativeValues.Clip);
            Assert.Equal(row.GetProperty("emd_eV").GetDouble(), actual!.Value, 1e-12);
        }
    }

    [Fact]
    public void ShiftedSpectraAreTheShiftApart()
    {
        double[] energies = [-1, 0.5, 0.75, 3];
        double[] weights = [1, 2, 0.5, 1];
        double[] shifted = [.. energies.Select(energy => energy + 1.625)];
        Assert.Equal(1.625, EarthMover.Distance(energies, weights, shifted, weights)!.Value, 1e-15);
    }

    [Fact]
    public void PointMassesMoveWeightedByShare()
    {
        // Half of a moves by 1, the other half by 3; the amounts do not matter.
        Assert.Equal(2, EarthMover.Distance([1], [10], [0, 4], [3, 3]));
    }

    [Fact]
    public void NegativeValuesNeedADecision()
    {
        Assert.Throws<ArgumentException>(
            () => EarthMover.Distance([0, 1], [1, -0.1], [0, 1], [1, 1]));
        Assert.Equal(
            0.5, EarthMover.Distance([0, 1], [1, -0.1], [0, 1], [1, 1], NegativeValues.Clip));
    }

    [Fact]
    public void EmptySpectrumHasNoDistance()
    {
        Assert.Null(EarthMover.Distance([0, 1], [0, 0], [0, 1], [1, 1]));
        Assert.Null(EarthMover.Distance([], [], [0, 1], [1, 1]));
    }

    [Fact]
    public void EnergiesAscend() =>
        Assert.Throws<ArgumentException>(() => EarthMover.Distance([1, 0], [1, 1], [0, 1], [1, 1]));

    private static (double[] Energies, double[] Values) Feature(string name)
    {
        double[] values = SorepRecipe.Feature(name, "fermi_centered/0").Values.ToArray();
        return (EnergyGrid.Uniform(-5, 5, values.Length), values);
    }

    private static (double[] Energies, double[] Values) NomadDos(JsonElement dos)
    {
        double[] energies =
            [.. dos.GetProperty("dos_energies_joule").EnumerateArray().Select(
                value => value.GetDouble() / JoulesPerEv)];
        int[] kept =
            [.. Enumerable.Range(0, energies.Length).Where(i => energies[i] is >= -10 and <= 5)];
        double[][] spins =
        [
            .. dos.GetProperty("dos_values_per_joule").EnumerateArray()
                .Select(spin => spin.EnumerateArray().Select(value => value.GetDouble()).ToArray()),
        ];
        return (
            [.. kept.Select(i => energies[i])],
            [.. kept.Select(i => spins.Sum(spin => spin[i]) * JoulesPerEv)]);
    }
}
