namespace Similarity.Tests.Formats;

/// <summary>
/// Every format of bands, densities of states and fields, damaged a thousand times.
/// </summary>
public class ElectronicFormatsTest
{
    [Theory]
    [InlineData("vasprun.xml", "vasprun.xml")]
    [InlineData("Quantum ESPRESSO XML", "free-electrons.xml")]
    [InlineData("npz bands", "bands.npz")]
    [InlineData("pw.x log", "pw.log")]
    [InlineData("CASTEP bands", "GaAs.bands")]
    [InlineData("EIGENVAL", "EIGENVAL")]
    [InlineData("cube", "hydrogen.cube", "orbitals.cube")]
    [InlineData("CHGCAR", "CHGCAR")]
    [InlineData("pymatgen band structure", "bands.json")]
    [InlineData("pymatgen density of states", "dos.json")]
    public void DamageIsReadOrRefusedByName(string format, params string[] samples) =>
        FormatMutationCheck.Run(
            format,
            [.. samples.Select(name => RepositoryFile.Oracle("formats/electronic/" + name))]);
}
