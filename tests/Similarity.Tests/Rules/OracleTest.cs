namespace Similarity.Tests.Rules;

/// <summary>Numbers from elsewhere are small and say where they come from.</summary>
public sealed class OracleTest
{
    private const long LargestFile = 200 * 1024;

    private static readonly string[] Folders = Directory.GetDirectories(
        RepositoryFile.At("tests/Oracles"));

    [Fact]
    public void EveryOracleSaysWhatItIsAndUnderWhichLicence()
    {
        Assert.NotEmpty(Folders);
        Assert.All(Folders, folder =>
        {
            string readme = Path.Combine(folder, "README.md");
            Assert.True(File.Exists(readme), $"{folder} has no README.md");
            string text = File.ReadAllText(readme);
            Assert.All(
                ["what", "licence"],
                word => Assert.Contains(word, text, StringComparison.OrdinalIgnoreCase));
        });
    }

    [Fact]
    public void NoOracleFileExceeds200KiB() =>
        Assert.All(
            Folders.SelectMany(
                folder => Directory.GetFiles(folder, "*", SearchOption.AllDirectories)),
            path => Assert.InRange(new FileInfo(path).Length, 0, LargestFile));

    [Theory]
    [InlineData("polymorphs")]
    [InlineData("spectra")]
    public void ShippedDataHaveAProvenanceThatNamesEveryOrigin(string folder)
    {
        string provenance = File.ReadAllText(RepositoryFile.Database($"{folder}/PROVENANCE.md"));
        Assert.Contains("licence", provenance, StringComparison.OrdinalIgnoreCase);
        Assert.All(
            Directory.GetDirectories(RepositoryFile.Database(folder)),
            source => Assert.Contains(Path.GetFileName(source) + "/", provenance));
    }
}
