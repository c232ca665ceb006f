using System.Text;
using Similarity.Formats;
using Similarity.Spectra;

namespace Similarity.Tests.Spectra;

public class BandStructureAuditTest
{
    /// <summary>
    /// Two levels at each of two k-points, one electron per band and spin, two in all.
    /// </summary>
    private static BandStructure Bands(
        double[]? energies = null,
        double[]? occupations = null,
        double[]? weights = null,
        double electrons = 2,
        double fermi = 0.1) =>
        new(
            1,
            2,
            [new(0, 0, 0), new(0.5, 0, 0)],
            weights ?? [0.25, 0.75],
            energies ?? [0, 0.3, 0.05, 0.25])
        {
            Electrons = electrons,
            ReportedFermiLevel = fermi,
            ReportedOccupations = occupations ?? [1, 0, 1, 0],
        };

    [Fact]
    public void SoundBandsGiveNoWarning() => Assert.Empty(BandStructureAudit.Warnings(Bands()));

    [Theory]
    [InlineData("pymatgen/vasprun.uniform.xml.gz")]
    [InlineData("pymatgen/vasprun.Al.xml.gz")]
    [InlineData("pymatgen/vasprun.lifepo4.xml.gz")]
    [InlineData("sumo/Cs2SnI6_dos_vasprun.xml.gz")]
    [InlineData("vise/MgO_dos_vasprun.xml.gz")]
    [InlineData("vise/MgO_band_vasprun.xml.gz")]
    [InlineData("jarvis/vasprun.xml.JVASP-39.gz")]
    [InlineData("effmass/castep_GaAs.bands")]
    [InlineData("effmass/QE_bands_k32.log.gz")]
    public void SoundRunsGiveNoWarning(string name)
    {
        BandStructure bands = FileFormats.Read(RepositoryFile.Database("spectra/" + name)).Bands!;
        Assert.Empty(BandStructureAudit.Warnings(bands));
    }

    /// <summary>A public vasprun.xml says NELECT = 12 where its occupations hold 13.</summary>
    [Fact]
    public void ElectronsThatDisagreeWithTheOccupationsAreTold()
    {
        string warnings = WarningsOfEditedMgO(text => text.Replace(
            "name=\"NELECT\">      8.0", "name=\"NELECT\">      7.0", StringComparison.Ordinal));
        Assert.Contains("occupations hold 8 electrons, but the source reports "
            + "7", warnings, StringComparison.Ordinal);
        Assert.Contains("at odds with 7 electrons", warnings, StringComparison.Ordinal);
    }

    /// <summary>
    /// Another has unconverged bands out of order, the first occupied at 56.6 eV.
    /// </summary>
    [Fact]
    public void UnsortedAndWronglyOccupiedBandsAreTold()
    {
        string warnings = WarningsOfEditedMgO(text =>
        {
            int row = text.IndexOf(
                "<r>",
                text.LastIndexOf("<eigenvalues>", StringComparison.Ordinal),
                StringComparison.Ordinal);
            int end = text.IndexOf("</r>", row, StringComparison.Ordinal);
            return $"{text[..row]}<r>   56.6000    1.0000 {text[end..]}";
        });
        Assert.Contains(
            "not sorted by energy at 1 place(s), most at spin 0, k-point 0, band 1", warnings,
            StringComparison.Ordinal);
        Assert.Contains(
            "1 level(s) contradict the reported Fermi level, most spin 0, k-point 0, band 0",
            warnings, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0.25, 0.7, "weights sum to 0.95")]
    [InlineData(1.0, 3.0, "weights sum to 4")]
    public void WeightsThatSumToNothingKnownAreTold(double first, double second, string expected) =>
        Assert.Contains(
            expected, Single(Bands(weights: [first, second])), StringComparison.Ordinal);

    [Theory]
    [InlineData(0.5, 1.5)]
    [InlineData(0.2500001, 0.7500001)]
    public void WeightsThatSumToOneOrTwoAreNot(double first, double second) =>
        Assert.Empty(BandStructureAudit.Warnings(Bands(weights: [first, second])));

    [Fact]
    public void FermiLevelFarFromTheElectronsIsTold()
    {
        string warnings = string.Join('\n', BandStructureAudit.Warnings(Bands(fermi: 0.6)));
        Assert.Contains("at odds with 2 electrons: 4 to 4 states lie below "
            + "it", warnings, StringComparison.Ordinal);
    }

    [Fact]
    public void OccupiedHighestBandIsTold()
    {
        BandStructure bands = Bands(occupations: [1, 1, 1, 1], electrons: 4, fermi: 0.6);
        Assert.Contains("highest band is occupied", Single(bands), StringComparison.Ordinal);
        Assert.Contains(
            "2 bands hold at most 4 electrons",
            string.Join('\n', BandStructureAudit.Warnings(Bands(electrons: 5))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void TheSamePointTwiceInAGridIsTold()
    {
        var bands = new BandStructure(1, 2, [new(0, 0, 0.5), new(0, 0, 0.5)], [0.25, 0.75], [0, 1]);
        Assert.Contains("k-points 0 and 1 (from 0) are the same "
            + "point", Single(bands), StringComparison.Ordinal);
    }

    private static string Single(BandStructure bands) =>
        Assert.Single(BandStructureAudit.Warnings(bands));

    private static string WarningsOfEditedMgO(Func<string, string> edit)
    {
        byte[] content = new FileSource(
            RepositoryFile.Database("spectra/vise/MgO_dos_vasprun.xml.gz")).ReadAllBytes();
        string text = Encoding.Latin1.GetString(content);
        string edited = edit(text);
        Assert.NotEqual(text, edited);
        FileContents contents = FileFormats.Read(
            new FileSource("edited.xml", Encoding.Latin1.GetBytes(edited)));
        return string.Join('\n', contents.Warnings);
    }

}
