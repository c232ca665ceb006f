using System.Text.RegularExpressions;

namespace Similarity.Tests.Rules;

/// <summary>
/// The folders of src/Similarity stand in order of dependence: a folder uses only folders above it.
/// The compiler enforces references between projects only, and finds Spectra.X from any namespace
/// of Similarity without a using line; so every mention of a folder below counts.
/// </summary>
public sealed class FolderOrderTest
{
    private static readonly string[] Order =
    [
        "Crystals", "Environments", "Spectra", "Formats", "Operators", "Fingerprints", "Learning",
        "DosModels", "DensityModels", "Screening",
    ];

    [Fact]
    public void AFolderUsesOnlyFoldersAboveIt()
    {
        string[] violations = SourceFile.Under("src/Similarity")
            .SelectMany(file => Violations(FolderOf(file), file.Code)
                .Select(name => $"{file.RelativePath} uses {name}"))
            .ToArray();

        Assert.Empty(violations);
    }

    [Fact]
    public void EveryFolderHasAPlaceInTheOrderAndSaysWhatItIs()
    {
        string[] folders = Directory.GetDirectories(RepositoryFile.At("src/Similarity"))
            .Select(path => Path.GetFileName(path)!)
            .Where(name => name is not ("bin" or "obj"))
            .ToArray();

        Assert.NotEmpty(folders);
        Assert.Subset(Order.ToHashSet(), folders.ToHashSet());
        Assert.All(folders, name =>
            Assert.True(File.Exists(RepositoryFile.At($"src/Similarity/{name}/README.md")), name));
    }

    [Theory]
    [InlineData("Crystals", "using Similarity.Spectra;", "Spectra")]
    [InlineData("Crystals", "var x = Spectra.Smearing.None;", "Spectra")]
    [InlineData("Spectra", "using S = Similarity.Formats.FileFormats;", "Formats")]
    [InlineData("", "Crystals.Crystal c;", "Crystals")]
    public void TheRuleSeesAViolation(string folder, string code, string used) =>
        Assert.Equal([used], Violations(folder, code));

    [Theory]
    [InlineData("Formats", "using Similarity.Spectra; Crystals.Crystal c;")]
    [InlineData("Crystals", "int n = model.Operators.Length; string Spectral;")]
    public void TheRuleLetsTheInnocentPass(string folder, string code) =>
        Assert.Empty(Violations(folder, code));

    /// <summary>Folders mentioned in code that lie below the one the code is in.</summary>
    private static string[] Violations(string folder, string code)
    {
        // A file beside the folders (constants) comes before all of them: index −1.
        int own = Array.IndexOf(Order, folder);
        return Order[(own + 1)..]
            .Where(name => Regex.IsMatch(code, $@"(?<![\w.])(?:Similarity\.)?{name}\s*[.;]"))
            .ToArray();
    }

    private static string FolderOf(SourceFile file)
    {
        string[] parts = file.RelativePath.Split('/');
        return parts.Length > 3 ? parts[2] : "";
    }
}
