using Similarity.Formats;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Tests.Formats.QuantumEspresso;

public class PwLogFormatTest
{
    private const string Name = "pw.log";
    private const double Ev = PhysicalConstants.HartreeInEv;

    /// <summary>The log also prints its k-points in crystal axes, which are not read.</summary>
    [Fact]
    public void KPointsAgreeWithThoseInCrystalAxes()
    {
        string path = RepositoryFile.Database("spectra/effmass/QE_bands_k32.log.gz");
        FileContents contents = FileFormats.Read(path);
        BandStructure bands = contents.Bands!;
        Assert.Equal(
            (1, 1, 501, 80), (bands.Spins, bands.StatesPerBand, bands.KPoints.Length, bands.Bands));
        Assert.Equal(40, bands.Electrons);

        using var reader = new StreamReader(new FileSource(path).Open());
        string[] lines = [.. reader.ReadToEnd().Split("cryst. coord.")[^1].Split('\n').Skip(1)];
        for (int k = 0; k < bands.KPoints.Length; k++)
        {
            double[] expected = [.. lines[k].Split('(', ')')[3]
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(number => double.Parse(
                    number, System.Globalization.CultureInfo.InvariantCulture))];

            // Lattice vectors have six decimals.
            Assert.Equal(
                0,
                (bands.KPoints[k] - new Vector3D(expected[0], expected[1], expected[2])).Length,
                2e-6);
        }

        Assert.Equal("WS2", contents.Structures[0].Formula);
        Assert.Equal(1069.2648, contents.Structures[0].Lattice.Volume, 2e-3);
    }

    [Fact]
    public void TouchingColumnsAreParted()
    {
        FileContents contents = ElectronicSample.Edited(Name, text => text
            .Replace("-79.5420 -79.5420", "-79.5420-179.5420", StringComparison.Ordinal)
            .Replace(
                "k = 0.0050 0.0029 0.0000", "k =-0.0050-0.0029 0.0000", StringComparison.Ordinal));
        Assert.Equal(-179.5420, contents.Bands!.EnergiesAt(0, 0)[1] * Ev, 1e-12);
    }

    [Fact]
    public void SpinsOccupationsAndSmearingAreRead()
    {
        FileContents contents = ElectronicSample.Edited(Name, text =>
        {
            int start = text.IndexOf("          k = 0.0000", StringComparison.Ordinal);
            string blocks = text[start..].TrimEnd() + "\n\n";
            string up = blocks.Replace(
                "-32.8222 -32.8222\n", "-32.8222 -32.8222\n\n     occupation numbers\n" + Ones(8)
                    + Ones(8), StringComparison.Ordinal);
            return (text[..start] + " ------ SPIN UP "
                + "------------\n\n" + up + " ------ SPIN DOWN ----------\n\n" + up
                + "     the Fermi energy is   -20.5000 ev\n").Replace(
                    "number of k points=     3",
                    "number of k points=     3  Marzari-Vanderbilt smearing, width (Ry)=  0.0200",
                    StringComparison.Ordinal);
        });
        BandStructure bands = contents.Bands!;
        Assert.Equal(
            (2, 1, 3, 16), (bands.Spins, bands.StatesPerBand, bands.KPoints.Length, bands.Bands));
        Assert.Equal(new Cold(0.01), bands.ReportedSmearing);
        Assert.Equal(-20.5, bands.ReportedFermiLevel!.Value * Ev, 1e-12);
        Assert.Equal(bands.EnergiesAt(0, 2).ToArray(), bands.EnergiesAt(1, 2).ToArray());
        Assert.Equal(32, BandStructureAudit.OccupiedElectrons(bands)!.Value, 1e-12);
    }

    [Fact]
    public void LogWithoutBandsSaysWhatToDo()
    {
        var refusal =
            Assert.Throws<InvalidFileException>(() => ElectronicSample.Edited(Name, text =>
            text[..text.IndexOf("          k = 0.0000", StringComparison.Ordinal)]
            + "     Number of k-points >= 100: set verbosity='high' to print the bands.\n"));
        Assert.Contains("verbosity = 'high'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MissingBlockIsRefused()
    {
        var refusal =
            Assert.Throws<InvalidFileException>(() => ElectronicSample.Edited(Name, text =>
            text[..text.LastIndexOf("          k = 0.01", StringComparison.Ordinal)]));
        Assert.Contains(
            "2 blocks of bands for 3 k-points", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>Coordinates at the end of a relaxation replace those of the start.</summary>
    [Theory]
    [InlineData("ATOMIC_POSITIONS (crystal)\nW 0.5 0.25 0\nS 0 0 0.25\nS 0 0 0.75 0 0 1\n")]
    [InlineData("CELL_PARAMETERS (bohr)\n6 0 0\n0 6 0\n0 0 20\n\nATOMIC_POSITIONS (bohr)\nW 3 1.5 "
        + "0\nS 0 0 5\nS 0 0 15\n")]
    public void LastStructureCounts(string block)
    {
        var crystal = ElectronicSample.Edited(Name, text => text + "\n" + block).Structures[0];
        Assert.Equal(0, (crystal.Sites[0].Position - new Vector3D(0.5, 0.25, 0)).Length, 1e-15);
        Assert.Equal(0, (crystal.Sites[2].Position - new Vector3D(0, 0, 0.75)).Length, 1e-15);
    }

    private static string Ones(int count) =>
        "  " + string.Concat(Enumerable.Repeat("   1.0000", count)) + "\n";
}
