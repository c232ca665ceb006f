using System.Globalization;
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

    /// <summary>
    /// The shipped file beside the cell it was made with, hexagonal with four atoms: that gives the
    /// lattice and the names of points. A stretched cell is refused.
    /// </summary>
    [Theory]
    [InlineData("CONTCAR", 1, "Γ-M M-K K-Γ Γ-A A-L L-H H-A L-M K-H")]
    [InlineData("POSCAR", 1, "Γ-M M-K K-Γ Γ-A A-L L-H H-A L-M K-H")]
    [InlineData("POSCAR", 1.001, null)]
    [InlineData("no-structure", 1, null)]
    public void StructureBesideTheFileIsTaken(string name, double stretch, string? lines)
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string eigenval = Path.Combine(folder, "EIGENVAL");
            File.Copy(RepositoryFile.Database("spectra/pymatgen/EIGENVAL.gz"), eigenval);
            File.WriteAllText(Path.Combine(folder, name), Hexagonal(stretch));
            FileContents contents = FileFormats.Read(eigenval);

            Assert.Equal(lines is not null, contents.Bands!.ReciprocalLattice is not null);
            Assert.Equal(lines is null ? 0 : 1, contents.Structures.Length);
            bool isRefused = contents.Warnings.Any(
                warning => warning.Contains("of another cell", StringComparison.Ordinal));
            Assert.Equal(stretch != 1, isRefused);
            if (lines is not null)
            {
                Assert.Contains($"taken from {name} beside it", Assert.Single(contents.Warnings));
                Assert.Equal(
                    lines, string.Join(' ', contents.Bands.Path!.Segments.Select(s => s.Name)));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

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

    /// <summary>Wurtzite of the volume and edges in the head of the shipped file.</summary>
    private static string Hexagonal(double stretch) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        test
        {stretch}
         2.484946 0 0
        -1.241942 2.151942 0
         0 0 6.574986
        B N
        2 2
        Direct
        0.33333333 0.66666667 0
        0.66666667 0.33333333 0.5
        0.33333333 0.66666667 0.375
        0.66666667 0.33333333 0.875
        """);
}
