using Similarity.DosModels;

namespace Similarity.Tests.DosModels;

public class FilledDosTest
{
    private const double Kelvin = PhysicalConstants.BoltzmannInHartreePerKelvin;

    /// <summary>D = 3 from −1 to 1 hartree.</summary>
    private static readonly FilledDos Constant = Of(_ => 3, 3.0);

    [Fact]
    public void AConstantDensityFillsAsFarAsItsElectrons()
    {
        Assert.Equal(0, Constant.FermiLevel, 1e-12);
        Assert.Equal(3, Constant.DosAtFermiLevel, 1e-12);

        // ∫ from −1 to 0 of 3 E.
        Assert.Equal(-1.5, Constant.BandEnergy, 1e-10);
        Assert.Equal(-0.5, Of(_ => 3, 1.5).FermiLevel, 1e-12);
    }

    /// <summary>Sommerfeld: C = S = π²/3 D k T exactly, while the ends are far.</summary>
    [Theory]
    [InlineData(100)]
    [InlineData(300)]
    [InlineData(1000)]
    [InlineData(3000)]
    public void AConstantDensityIsSommerfelds(double temperature)
    {
        double expected = Math.PI * Math.PI / 3 * 3 * Kelvin * temperature;
        Assert.Equal(0, Constant.ChemicalPotential(temperature)!.Value, 1e-10);
        Assert.Equal(expected, Constant.HeatCapacity(temperature)!.Value, 1e-8 * expected);
        Assert.Equal(expected, Constant.Entropy(temperature)!.Value, 1e-8 * expected);
    }

    /// <summary>C = dU/dT = T dS/dT of a density with structure, where μ moves.</summary>
    [Fact]
    public void HeatCapacityIsTheSlopeOfEntropy()
    {
        FilledDos dos = Of(E => 2 + 1.5 * Math.Sin(20 * E) + E, 2);
        foreach (double t in new[] { 600, 1500, 3000.0 })
        {
            double slope = (dos.Entropy(t + 1)!.Value - dos.Entropy(t - 1)!.Value) / 2;
            double c = dos.HeatCapacity(t)!.Value;
            Assert.Equal(c, t * slope, 1e-5 * c);
        }
    }

    /// <summary>Of a constant density at T → 0: D² ω pairs, as long as both lie inside.</summary>
    [Fact]
    public void ExcitationsOfAConstantDensityRise()
    {
        var frequencies = new EnergyAxis(0, 0.002, 200);
        double[] pairs = Constant.Excitations(frequencies, 50);
        for (int i = 20; i < 200; i++)
        {
            Assert.Equal(9 * frequencies[i], pairs[i], 2e-3 * pairs[i]);
        }
    }

    [Fact]
    public void AGapIsWhereTheDensityIsLow()
    {
        FilledDos dos = Of(E => Math.Abs(E) < 0.1 ? 0.05 : 2, 1.805);
        Assert.Equal(0.2, dos.GapEstimate(0.5), 0.01);
        Assert.Equal(0, Constant.GapEstimate(0.5));
    }

    [Fact]
    public void TheElectronsOfPartsAreThoseOfTheWhole()
    {
        var axis = new EnergyAxis(-1, 0.002, 1001);
        double[] part = [.. axis.Energies().Select(E => 1 + 0.5 * E)];
        double[] rest = [.. axis.Energies().Select(E => 2 - 0.5 * E)];
        double first = Constant.OccupiedOf(HermiteCurve.Through(axis, part), 300);
        double second = Constant.OccupiedOf(HermiteCurve.Through(axis, rest), 300);

        // The rectangle rule loses half a fine step at the lower end.
        Assert.Equal(3, first + second, 1e-3);
    }

    [Fact]
    public void TooFewStatesAreSaidSo() =>
        Assert.Null(FilledDos.Of(
            HermiteCurve.Through(new EnergyAxis(-1, 0.002, 1001), new double[1001]), 4));

    private static FilledDos Of(Func<double, double> density, double electrons)
    {
        var axis = new EnergyAxis(-1, 0.002, 1001);
        return FilledDos.Of(
            HermiteCurve.Through(axis, [.. axis.Energies().Select(density)]), electrons)!;
    }
}
