using System.Globalization;
using System.Text.RegularExpressions;

namespace Similarity.Tests.Rules;

/// <summary>Rules about every file: short enough to read, and without loose ends.</summary>
public sealed class SourceTextTest
{
    private const int LongestFile = 600;
    private const int LongestLine = 100;

    private static readonly SourceFile[] Files =
        SourceFile.Under("src", "tests", "benchmarks").Where(file => !file.IsGenerated).ToArray();

    [Fact]
    public void NoFileIsLongerThan600Lines()
    {
        Assert.NotEmpty(Files);
        Assert.Empty(Files
            .Where(file => file.Lines > LongestFile)
            .Select(file => $"{file.RelativePath} has {file.Lines} lines"));
    }

    [Fact]
    public void NoLineIsLongerThan100Characters()
    {
        string[] tooLong = [..
            from file in Files
            from line in file.Text.Split('\n').Index()
            let length = new StringInfo(line.Item.TrimEnd('\r')).LengthInTextElements
            where length > LongestLine
            select $"{file.RelativePath}:{line.Index + 1} has {length} characters"];
        Assert.True(tooLong.Length == 0, "wrap at 100:\n" + string.Join('\n', tooLong));
    }

    /// <summary>What it is, where to enter, what it may use; the adapters share one page.</summary>
    [Fact]
    public void EveryFolderOfTheSourceSaysWhatItIs()
    {
        string[] folders = Files
            .Select(file => Path.GetDirectoryName(file.RelativePath)!)
            .Where(folder => folder.StartsWith("src", StringComparison.Ordinal)
                && !folder.Contains("Adapters", StringComparison.Ordinal))
            .Distinct()
            .ToArray();
        Assert.NotEmpty(folders);
        Assert.All(folders, folder => Assert.True(
            File.Exists(RepositoryFile.At(Path.Combine(folder, "README.md"))), folder));
    }

    [Fact]
    public void WorkToDoStandsInIssuesNotInComments()
    {
        // Written so that this file does not find itself.
        var mark = new Regex(@"\b(TO" + "DO|FIX" + @"ME|XX" + @"X)\b");
        Assert.Empty(
            Files.Where(file => mark.IsMatch(file.Text)).Select(file => file.RelativePath));
    }

    [Fact]
    public void NoRegions() =>
        Assert.Empty(Files
            .Where(file => Regex.IsMatch(file.Text, @"^\s*#region", RegexOptions.Multiline))
            .Select(file => file.RelativePath));
}
