using System.Text;
using Similarity.Formats;
using Similarity.Spectra;

namespace Similarity.Tests.Formats.Eigenval;

public class EigenvalFormatTest
{
    private const double Ev = PhysicalConstants.HartreeInEv;

    [Fact]
    public void ShippedFileHoldsItsElectrons()
    {
        BandStructure bands = FileFormats.Read(
            RepositoryFile.Database("spectra/pymatgen/EIGENVAL.gz")).Bands!;
        Assert.Equal(
            (1, 2, 315, 12), (bands.Spins, bands.StatesPerBand, bands.KPoints.Length, bands.Bands));
        Assert.Equal(16, bands.Electrons);

        // Eight full bands: sixteen electrons up to the rounding of the sum of the weights.
        Assert.Equal(16, BandStructureAudit.OccupiedElectrons(bands)!.Value, 1e-12);
        Assert.Equal(-19.730026, bands.Energies[0] * Ev, 1e-12);
        Assert.Empty(BandStructureAudit.Warnings(bands));
    }

    [Fact]
    public void TwoSpinsMayHaveOccupationsOrNot()
    {
        BandStructure with = Read(2, "1 -5.0 -4.0 1.0 0.5", "2 1.0 2.0 0.0 0.0", electrons: 2);
        Assert.Equal((2, 1, 2), (with.Spins, with.StatesPerBand, with.Bands));
        Assert.Equal(
            [-5, 1, -4, 2], with.Energies.ToArray().Select(energy => Math.Round(energy * Ev, 9)));
        Assert.Equal([1, 0, 0.5, 0], with.ReportedOccupations.ToArray());

        BandStructure without = Read(2, "1 -5.0 -4.0", "2 1.0 2.0", electrons: 2);
        Assert.True(without.ReportedOccupations.IsEmpty);
        Assert.Equal(with.Energies.ToArray(), without.Energies.ToArray());
    }

    [Theory]
    [InlineData(2, 2)]
    [InlineData(1, 1)]
    public void OccupationsTellSpinorsApart(double electrons, int statesPerBand) =>
        Assert.Equal(statesPerBand, Read(1, "1 -5.0 1.0", "2 1.0 0.0", electrons).StatesPerBand);

    [Fact]
    public void WrongLineIsNamed()
    {
        var refusal = Assert.Throws<InvalidFileException>(
            () => Read(1, "1 -5.0 1.0", "2 ********* 0.0", 2));
        Assert.Equal(10, refusal.Line);
    }

    private static BandStructure Read(int spins, string first, string second, double electrons) =>
        FileFormats.Read(new FileSource("EIGENVAL", Encoding.ASCII.GetBytes(
            $"""
               1    1    1    {spins}
              1.0E+01  1.0E-10  1.0E-10  1.0E-10  0.5E-15
              1.0E-04
              CAR
             test
              {electrons}  1  2

              0.0E+00  0.0E+00  0.0E+00  1.0E+00
              {first}
              {second}
            """))).Bands!;
}
