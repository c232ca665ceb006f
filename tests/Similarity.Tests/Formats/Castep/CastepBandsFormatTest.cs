using Similarity.Formats;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Tests.Formats.Castep;

public class CastepBandsFormatTest
{
    [Theory]
    [InlineData("castep_GaAs.bands", 2, 1, 60, 26, 18)]
    [InlineData("castep_Si.bands", 1, 2, 63, 10, 8)]
    public void ShippedFilesAreRead(
        string name, int spins, int states, int kPoints, int bands, double electrons)
    {
        FileContents contents = FileFormats.Read(
            RepositoryFile.Database("spectra/effmass/" + name));
        BandStructure found = contents.Bands!;
        Assert.Equal(
            (spins, states, kPoints, bands),
            (found.Spins, found.StatesPerBand, found.KPoints.Length, found.Bands));
        Assert.Equal(electrons, found.Electrons);

        // Both are insulators: a gap above as many bands as there are electrons, at every k-point.
        int filled = (int)electrons / 2;
        for (int k = 0; k < kPoints; k++)
        {
            ReadOnlySpan<double> energies = found.EnergiesAt(0, k);
            Assert.True(energies[filled] > energies[filled - 1], $"no gap at k-point {k}");
        }
    }

    /// <summary>The sample has its k-points in the order 2, 3, 1.</summary>
    [Fact]
    public void KPointsAreSortedByTheirNumber()
    {
        BandStructure sample = ElectronicSample.Read("GaAs.bands").Bands!;
        BandStructure whole = FileFormats.Read(
            RepositoryFile.Database("spectra/effmass/castep_GaAs.bands")).Bands!;
        for (int k = 0; k < 3; k++)
        {
            Assert.Equal(whole.KPoints[k], sample.KPoints[k]);
            for (int spin = 0; spin < 2; spin++)
            {
                Assert.Equal(
                    whole.EnergiesAt(spin, k)[..5].ToArray(), sample.EnergiesAt(spin, k).ToArray());
            }
        }

        // Cartesian lengths in bohr: |b| of the face-centred cube with edge a is √3 · 2π/a.
        double edge = 2 * 5.350173;
        Assert.Equal(
            Math.Sqrt(3) * 2 * Math.PI / edge, sample.ReciprocalLattice!.Value.Row0.Length, 1e-12);
        Assert.Equal(new Vector3D(0.5, 0.25, 0.75), sample.KPoints[0]);
    }

    [Fact]
    public void SpinsWithFermiLevelsOfTheirOwnAreTold()
    {
        FileContents contents = ElectronicSample.Edited("GaAs.bands", "-0.014794", "0.114794");
        Assert.Contains(contents.Warnings, warning => warning.Contains(
            "Fermi levels of their own", StringComparison.Ordinal));
        Assert.Equal((0.114794 - 0.014811) / 2, contents.Bands!.ReportedFermiLevel!.Value, 1e-15);
    }

    [Theory]
    [InlineData("K-point        3", "K-point        2", "is K-point 2 a second time")]
    [InlineData("K-point        3", "K-point        4", "expected a number from 1 to 3")]
    [InlineData("Spin component 2", "Spin component 1", "expected 2")]
    public void DisorderIsRefused(string old, string replacement, string expected)
    {
        var refusal = Assert.Throws<InvalidFileException>(
            () => ElectronicSample.Edited("GaAs.bands", old, replacement));
        Assert.NotNull(refusal.Line);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }
}
