using Similarity.Formats;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Tests.Formats.QuantumEspresso;

public class QuantumEspressoXmlFormatTest
{
    private const string Name = "free-electrons.xml";

    /// <summary>
    /// ½|k+G|² at the k-points of the file proves their units, and the order of spins.
    /// </summary>
    [Fact]
    public void FreeElectronsHaveTheirEnergies()
    {
        BandStructure bands = ElectronicSample.Read(Name).Bands!;
        Assert.Equal(
            (2, 1, 2, 4), (bands.Spins, bands.StatesPerBand, bands.KPoints.Length, bands.Bands));
        for (int spin = 0; spin < 2; spin++)
        {
            for (int k = 0; k < 2; k++)
            {
                double[] energies =
                [
                    .. Neighbours(bands.KPoints[k]).Select(
                        q => (q * bands.ReciprocalLattice!.Value).LengthSquared / 2)
                        .Order().Take(4).Select(energy => energy + 0.1 * spin),
                ];
                for (int band = 0; band < 4; band++)
                {
                    Assert.Equal(energies[band], bands.EnergiesAt(spin, k)[band], 1e-14);
                }
            }
        }
    }

    [Fact]
    public void OccupationsAndElectronsFollowTheSmearing()
    {
        FileContents contents = ElectronicSample.Read(Name);
        BandStructure bands = contents.Bands!;
        Assert.Equal(new Gaussian(0.02), bands.ReportedSmearing);
        for (int i = 0; i < bands.Energies.Length; i++)
        {
            double x = (bands.Energies[i] - bands.ReportedFermiLevel!.Value) / 0.02;
            Assert.Equal(
                bands.ReportedSmearing!.Occupation(x), bands.ReportedOccupations.Span[i], 1e-14);
        }

        Assert.Equal(
            bands.Electrons!.Value, BandStructureAudit.OccupiedElectrons(bands)!.Value, 1e-14);
        Assert.Empty(contents.Warnings);
    }

    [Fact]
    public void AtomsAreCartesianAndMayHaveNumberedNames()
    {
        var crystal = Assert.Single(ElectronicSample.Read(Name).Structures);
        Assert.Equal("Fe", crystal.Formula);
        Assert.Equal(0, (crystal.Sites[0].Position - new Vector3D(0.25, 0, 0.5)).Length, 1e-15);
    }

    [Fact]
    public void OneSpinTakesTwoElectronsAndSpinorsOne()
    {
        BandStructure one = ElectronicSample.Edited(Name, "<lsda>true", "<lsda>false").Bands!;
        Assert.Equal((1, 2, 8), (one.Spins, one.StatesPerBand, one.Bands));
        BandStructure spinor = ElectronicSample.Edited(Name, text => text
            .Replace("<lsda>true", "<lsda>false", StringComparison.Ordinal)
            .Replace("<noncolin>false", "<noncolin>true", StringComparison.Ordinal)).Bands!;
        Assert.Equal((1, 1, 8), (spinor.Spins, spinor.StatesPerBand, spinor.Bands));
    }

    [Fact]
    public void TwoFermiLevelsAndTheHighestOccupiedLevelAreKnown()
    {
        FileContents two = ElectronicSample.Edited(Name, text => text
            .Replace("fermi_energy>", "two_fermi_energies>", StringComparison.Ordinal)
            .Replace("2.000000000000000e-01</two", "0.1 0.3</two", StringComparison.Ordinal));
        Assert.Equal(0.2, two.Bands!.ReportedFermiLevel!.Value, 1e-15);
        Assert.Contains(two.Warnings, warning => warning.Contains(
            "Fermi levels of their own", StringComparison.Ordinal));

        FileContents highest = ElectronicSample.Edited(
            Name, "fermi_energy>", "highestOccupiedLevel>");
        Assert.Equal(0.2, highest.Bands!.ReportedFermiLevel);
    }

    [Fact]
    public void UnevenKPointsAreRefused()
    {
        var refusal =
            Assert.Throws<InvalidFileException>(() => ElectronicSample.Edited(Name, text =>
        {
            int last = text.LastIndexOf("</eigenvalues>", StringComparison.Ordinal);
            return text.Insert(last, " 1.5 ");
        }));
        Assert.Contains(
            "expected 8 as at the first k-point", refusal.Message, StringComparison.Ordinal);
        Assert.NotNull(refusal.Line);
    }

    private static IEnumerable<Vector3D> Neighbours(Vector3D k) =>
        from x in Enumerable.Range(-1, 3)
        from y in Enumerable.Range(-1, 3)
        from z in Enumerable.Range(-1, 3)
        select k + new Vector3D(x, y, z);
}
