using System.Text.Json;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Tests.Spectra;

public class DosCalculationTest
{
    private const double Ev = SorepBands.Ev;

    [Theory]
    [MemberData(nameof(SorepBands.Names), MemberType = typeof(SorepBands))]
    public void SorepDensitiesAreMet(string name)
    {
        SorepBands sorep = SorepBands.Read(name);
        foreach (JsonElement row in sorep.Oracle.GetProperty("dos").EnumerateArray())
        {
            double[] energies = EnergyGrid.Uniform(
                row.GetProperty("e_first").GetDouble() / Ev,
                row.GetProperty("e_last").GetDouble() / Ev,
                row.GetProperty("n").GetInt32());
            var options =
                new DosOptions { SorepMaxExponent = row.GetProperty("max_exponent").GetDouble() };
            DensityOfStates dos = DosCalculation.Evaluate(
                sorep.Bands, SorepBands.SmearingOf(row), energies, options);
            for (int spin = 0; spin < dos.Spins; spin++)
            {
                double[] expected =
                    [.. row.GetProperty("spins")[spin].EnumerateArray().Select(v => v.GetDouble())];

                // The last bits of a level in electronvolts move a tail of 10⁻¹⁵ of the maximum by
                // 10⁻¹² of itself, cancel around zeros of the cold delta, and add up over thousands
                // of levels.
                double noise = 1e-15 * expected.Max();
                for (int i = 0; i < expected.Length; i++)
                {
                    Assert.Equal(expected[i], dos.Values(spin)[i] / Ev, 1e-10 * Math.Abs(
                        expected[i]) + noise);
                }
            }
        }
    }

    /// <summary>The definition, every level at every energy.</summary>
    [Theory]
    [InlineData("gaussian")]
    [InlineData("fermi-dirac")]
    [InlineData("cold")]
    [InlineData("methfessel-paxton:2")]
    public void WindowsAndVectorsMeetTheFullSum(string name)
    {
        BandStructure bands = RandomBands(2);
        Smearing smearing = Smearing.Parse(name, 0.03);

        // Not equidistant, and longer than a block.
        double[] energies =
            [.. Enumerable.Range(0, 700).Select(i => -2 + 4 * Math.Pow(i / 700.0, 1.5))];
        DensityOfStates dos = DosCalculation.Evaluate(bands, smearing, energies);
        for (int spin = 0; spin < 2; spin++)
        {
            for (int i = 0; i < energies.Length; i++)
            {
                double sum = 0;
                for (int k = 0; k < bands.KPoints.Length; k++)
                {
                    foreach (double level in bands.EnergiesAt(spin, k))
                    {
                        sum += bands.StatesPerBand * bands.Weights[k] / smearing.Width
                            * smearing.Delta((level - energies[i]) / smearing.Width);
                    }
                }

                // Peaks are 1/σ high and rounding is relative to them.
                Assert.Equal(sum, dos.Values(spin)[i], 1e-14 / smearing.Width);
            }
        }
    }

    [Theory]
    [InlineData("gaussian", false)]
    [InlineData("cold", false)]
    [InlineData("gaussian", true)]
    public void ThreadsDoNotChangeABit(string name, bool average)
    {
        // So much work that threads are used at all.
        var random = new Random(6);
        double[] levels = [.. Enumerable.Range(0, 30_000).Select(_ => 4 * random.NextDouble() - 2)];
        var bands = new BandStructure(1, 2, [default], [1], levels);
        double[] energies = EnergyGrid.Uniform(-2, 2, 3001);
        DensityOfStates Run(int threads) => DosCalculation.Evaluate(
            bands, Smearing.Parse(name, 0.02), energies,
            new DosOptions { Threads = threads, BinAveraged = average });
        double[] one = Run(1).Total();
        foreach (int threads in (int[])[2, 3, 16])
        {
            Assert.Equal(one, Run(threads).Total());
        }
    }

    /// <summary>
    /// Σ D ΔE of a uniform grid much finer than σ, with and without the spin factor in the bands.
    /// </summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void IntegralIsTheElectronsTheBandsHold(int spins)
    {
        BandStructure bands = RandomBands(spins);
        double[] energies = EnergyGrid.Uniform(-3, 3, 2001);
        double step = energies[1] - energies[0];
        string[] names = ["gaussian", "fermi-dirac", "cold", "methfessel-paxton:3"];
        foreach (string name in names)
        {
            DensityOfStates dos = DosCalculation.Evaluate(
                bands, Smearing.Parse(name, 0.02), energies);
            Assert.Equal(2 * bands.Bands, dos.Total().Sum() * step, 1e-12 * bands.Bands);
        }
    }

    [Theory]
    [InlineData("gaussian")]
    [InlineData("fermi-dirac")]
    [InlineData("cold")]
    [InlineData("methfessel-paxton:2")]
    [InlineData("delta")]
    public void BinsHoldTheDifferenceOfElectronCounts(string name)
    {
        BandStructure bands = RandomBands(1);
        double[] energies = EnergyGrid.Uniform(-1.5, 1.5, 601);
        double step = energies[1] - energies[0];
        foreach (double width in (double[])[0.02, step / 50])
        {
            Smearing smearing = Smearing.Parse(name, width);
            var count = new ElectronCount(bands, smearing);
            ReadOnlySpan<double> values = DosCalculation
                .Evaluate(
                    bands, smearing, energies, new DosOptions { BinAveraged = true }).Values(0);
            for (int i = 0; i < energies.Length; i++)
            {
                double lower = i > 0 ? energies[i - 1] : energies[0] - step;
                Assert.Equal(
                    (count.At(energies[i]) - count.At(lower)) / (energies[i] - lower),
                    values[i],
                    1e-11 / step);
            }
        }
    }

    [Fact]
    public void LevelOnAnEdgeIsShared()
    {
        var bands = new BandStructure(1, 2, new Vector3D[1], [1], [0.0]);
        DensityOfStates dos = DosCalculation.Evaluate(
            bands, new ZeroWidth(), [-2, -1, 0, 1, 2], new DosOptions { BinAveraged = true });
        Assert.Equal([0, 0, 1, 1, 0], dos.Values(0).ToArray());
    }

    [Fact]
    public void SorepConventionHasNoSpinFactorAndCutsTails()
    {
        var bands = new BandStructure(1, 2, new Vector3D[1], [1], [0.0]);
        double[] energies = EnergyGrid.Uniform(-4, 4, 8001);
        var smearing = new Gaussian(1);
        double Sum(double? exponent) => DosCalculation
            .Evaluate(bands, smearing, energies, new DosOptions { SorepMaxExponent = exponent })
            .Total().Sum() / 1000;
        Assert.Equal(2, Sum(null), 1e-7);

        // erf √8 of one electron, to the two points at the cut.
        Assert.Equal(SpecialFunctions.Erf(Math.Sqrt(8)), Sum(8), 2e-7);
    }

    [Fact]
    public void RefusesWhatHasNoAnswer()
    {
        BandStructure bands = RandomBands(1);
        Assert.Throws<ArgumentException>(
            () => DosCalculation.Evaluate(bands, new ZeroWidth(), [0, 1]));
        Assert.Throws<ArgumentException>(
            () => DosCalculation.Evaluate(bands, new Gaussian(1), [1, 0]));
        Assert.Throws<ArgumentException>(
            () => DosCalculation.Evaluate(
                bands, new Gaussian(1), [1], new DosOptions { BinAveraged = true }));
    }

    private static BandStructure RandomBands(int spins)
    {
        var random = new Random(11);
        const int KPoints = 7;
        const int Bands = 13;
        var energies = new double[spins * KPoints * Bands];
        for (int i = 0; i < energies.Length; i++)
        {
            energies[i] = 3 * random.NextDouble() - 1.5;
        }

        double[] weights = [.. Enumerable.Range(1, KPoints).Select(k => (double)k)];
        return new BandStructure(spins, 2 / spins, new Vector3D[KPoints], weights, energies);
    }
}
