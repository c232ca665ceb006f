using Similarity.Fingerprints;
using Similarity.Spectra;

namespace Similarity.Tests.Fingerprints.Sources;

public class SpectrumLevelsTest
{
    private static readonly double[] EnergiesEv = [-3, -2, -1, 0.5, 1, 2, 3];

    /// <summary>Less than 10⁻³ states per electronvolt are none.</summary>
    [Theory]
    [InlineData(0.002, 0.0005, -1, 2)]
    [InlineData(0.0005, 0.002, -2, 1)]
    [InlineData(0, 0, -2, 2)]
    public void TheGapIsWhereADensityIsNothing(
        double below, double above, double valence, double conduction)
    {
        SpectrumLevels levels = Of([1, 1, below, 0, above, 1, 1], 0);

        AssertEv(0, levels.Fermi);
        AssertEv(valence, levels.Valence);
        AssertEv(conduction, levels.Conduction);
    }

    [Fact]
    public void AMetalHasBothEdgesAtItsFermiLevel()
    {
        SpectrumLevels levels = Of([1, 1, 1, 1, 1, 1, 1], 0.2);

        AssertEv(0.2, levels.Valence);
        AssertEv(0.2, levels.Conduction);
    }

    /// <summary>Nothing above: the range of the file ends in the gap.</summary>
    [Fact]
    public void WithoutStatesAboveBothEdgesAreTheTop()
    {
        SpectrumLevels levels = Of([1, 1, 0, 0, 0, 0, 0], 0);

        AssertEv(-2, levels.Valence);
        AssertEv(-2, levels.Conduction);
    }

    private static SpectrumLevels Of(double[] perEv, double fermiEv) => SpectrumLevels.Of(
        new DensityOfStates(
            [.. EnergiesEv.Select(energy => energy / PhysicalConstants.HartreeInEv)],
            perEv.Select(value => value * PhysicalConstants.HartreeInEv).ToArray()),
        fermiEv / PhysicalConstants.HartreeInEv);

    private static void AssertEv(double expected, double hartree) =>
        Assert.Equal(expected, hartree * PhysicalConstants.HartreeInEv, 1e-12);
}
