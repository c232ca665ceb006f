using System.Text;
using Similarity.Formats;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Tests.Formats.Vasprun;

/// <summary>What can be odd about a vasprun.xml, tried on a small one.</summary>
public class VasprunReaderTest
{
    private const string Name = "vasprun.xml";
    private const double Ev = PhysicalConstants.HartreeInEv;

    [Fact]
    public void EverythingOfTheSampleIsRead()
    {
        FileContents contents = ElectronicSample.Read(Name);
        BandStructure bands = contents.Bands!;
        Assert.Equal(new Vector3D(0.07692308, 0, 0), bands.KPoints[1]);
        Assert.Equal(-3.1341, bands.EnergiesAt(0, 0)[0] * Ev, 1e-12);
        Assert.Equal(22.1131, bands.EnergiesAt(0, 0)[4] * Ev, 1e-12);
        Assert.Equal(new MethfesselPaxton(2, 0.5 / Ev), bands.ReportedSmearing);

        // aᵢ·bⱼ = 2π δᵢⱼ, with the edge of the cube 4.04111016 Å of the file.
        double edge = contents.Structures[0].Lattice.Lengths.X
            * Math.Sqrt(2) * PhysicalConstants.BohrInAngstrom;
        Assert.Equal(4.04111016, edge, 1e-8);
        Assert.Equal(2 * Math.PI, Vector3D.Dot(
            bands.Crystal!.Lattice.Vectors.Row1, bands.ReciprocalLattice!.Value.Row1), 1e-12);

        DensityOfStates dos = contents.Dos!;
        Assert.Equal(
            ["s", "py", "pz", "px", "dxy", "dyz", "dz2", "dxz", "dx2-y2"],
            dos.Projections.Select(part => part.Orbital));
        Assert.All(dos.Projections, part => Assert.Equal(2, part.Spins.Length));

        // The integral rises by density times step: the bins that VASP averages over.
        for (int i = 1; i < dos.Energies.Length; i++)
        {
            double rise = dos.ReportedIntegrals[0][i] - dos.ReportedIntegrals[0][i - 1];
            Assert.Equal(dos.Values(0)[i] * (dos.Energies[i] - dos.Energies[i - 1]), rise, 2e-4);
        }
    }

    [Fact]
    public void SpinorBandsHoldOneElectron()
    {
        FileContents contents = ElectronicSample.Edited(Name, text =>
        {
            // One spin only, as in every noncollinear run.
            int start = text.IndexOf("     <set comment=\"spin 2\">", StringComparison.Ordinal);
            int end = text.IndexOf("\n     </set>\n", start, StringComparison.Ordinal)
                + "\n     </set>\n".Length;
            return text.Remove(start, end - start)
                .Replace("\"LNONCOLLINEAR\"> F", "\"LNONCOLLINEAR\"> T", StringComparison.Ordinal);
        });
        Assert.Equal((1, 1), (contents.Bands!.Spins, contents.Bands.StatesPerBand));
        Assert.Equal(1, contents.Dos!.Spins);
        Assert.All(contents.Dos.Projections, part => Assert.Single(part.Spins));
    }

    [Fact]
    public void LineModeGivesThePath()
    {
        FileContents contents = ElectronicSample.Edited(Name, text =>
        {
            int start = text.IndexOf("  <generation", StringComparison.Ordinal);
            int end = text.IndexOf("</generation>", StringComparison.Ordinal);
            return text[..start]
                + "<generation param=\"listgenerated\"><i name=\"divisions\" type=\"int\"> 3 "
                + "</i><v> 0 0 0 </v>"
                + text[end..];
        });
        var segment = Assert.Single(contents.Bands!.Path!.Segments);
        Assert.Equal((0, 2, "Γ"), (segment.Start, segment.End, segment.StartLabel));
        Assert.Equal("0.1538 0 0", segment.EndLabel);
    }

    [Theory]
    [InlineData("20.6208", "********", "expected a finite number, found '********'")]
    [InlineData("20.6208", "-NaN", "expected a finite number, found '-NaN'")]
    [InlineData("20.6208", "1e999", "expected a finite number, found '1e999'")]
    [InlineData("   20.6208    0.0000 ", " 20.6208", "expected 2 numbers, found 1")]
    [InlineData("   20.6208    0.0000 ", "20.6208-100.0000", "expected a finite number, found "
        + "'20.6208-100.0000'")]
    public void SpoiltRowIsNamedByItsLine(string number, string spoilt, string expected)
    {
        var refusal = Assert.Throws<InvalidFileException>(
            () => ElectronicSample.Edited(Name, number, spoilt));
        int line = 1 + File.ReadAllText(RepositoryFile.Oracle("formats/electronic/" + Name))
            .Split("<r>   20.6208")[0].Count(character => character == '\n');
        Assert.Equal(line, refusal.Line);
        Assert.Equal("<r>", refusal.Field);
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FileCutOffAfterItsElectronsIsReadWithAWarning()
    {
        FileContents contents = ElectronicSample.Edited(Name, text =>
            text[..(text.IndexOf("  </dos>\n", StringComparison.Ordinal)
                + "  </dos>\n  <proj".Length)]);
        Assert.Equal(3, contents.Bands!.KPoints.Length);
        Assert.NotNull(contents.Dos);
        Assert.Contains(contents.Warnings, warning => warning.StartsWith(
            "the file breaks off at line", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("</eigenvalues>")]
    [InlineData("<partial>")]
    [InlineData("<kpoints>")]
    public void FileCutOffEarlierIsRefusedWithItsLine(string at)
    {
        int length = 0;
        var refusal =
            Assert.Throws<InvalidFileException>(() => ElectronicSample.Edited(Name, text =>
        {
            string cut = text[..text.IndexOf(at, StringComparison.Ordinal)];
            length = cut.Count(character => character == '\n') + 1;
            return cut;
        }));
        Assert.Equal(length, refusal.Line);
    }

    [Fact]
    public void EntitiesAreRefused()
    {
        byte[] bomb = Encoding.ASCII.GetBytes("""
            <?xml version="1.0"?>
            <!DOCTYPE modeling [<!ENTITY a "aaaaaaaaaa">
            <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
            <modeling>&b;</modeling>
            """);
        var refusal = Assert.Throws<InvalidFileException>(
            () => FileFormats.Read(new FileSource("bomb.xml", bomb)));
        Assert.NotNull(refusal.Line);
        Assert.Contains("DTD", refusal.Message, StringComparison.Ordinal);
    }
}
