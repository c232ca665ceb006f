using System.Text.RegularExpressions;
using Similarity.Catalog.Filters;
using Similarity.Tests;

namespace Similarity.Catalog.Tests.Filters;

/// <summary>What the page for users says is so.</summary>
public sealed partial class FilterPageTest
{
    private static readonly string Page =
        File.ReadAllText(RepositoryFile.At("src/docs/filters.md")).ReplaceLineEndings("\n");

    public static TheoryData<string> Examples => [..
        Block().Match(Page).Groups[1].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        Where().Match(Page).Groups[1].Value];

    [Theory]
    [MemberData(nameof(Examples))]
    public void ExamplesAreFilters(string example)
    {
        ParsedFilter parsed = FilterParser.Parse(
            example, ["energy_above_hull", "phase", "stable", "_exmpl_gap"]);
        Assert.Empty(parsed.Warnings);
        Assert.Equal(parsed.Filter, FilterParser.Parse(parsed.Filter.ToString()));
    }

    [Fact]
    public void PropertiesStandInTheirTableWithTheirAliases() =>
        Assert.All(FilterProperty.BuiltIn, property =>
        {
            string row = Assert.Single(
                Page.Split('\n'), line => line.StartsWith(
                    $"| `{property.Name}` |", StringComparison.Ordinal));
            string[] aliases = [..
                from pair in FilterProperty.Aliases where pair.Value == property select pair.Key];
            Assert.Equal(
                aliases.Order(StringComparer.Ordinal),
                Quoted().Matches(row).Select(match => match.Groups[1].Value).Skip(1)
                    .Order(StringComparer.Ordinal));
        });

    [Fact]
    public void TheErrorIsShownAsItIs()
    {
        FilterSyntaxException error = Assert.Throws<FilterSyntaxException>(
            () => FilterParser.Parse("nelements > \"x\""));
        Assert.Contains($"```text\n{error.Message}\n```", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void BoundsAreThose()
    {
        Assert.Contains(
            $"at most {FilterParser.LongestText:N0} characters and {FilterParser.MostTerms:N0} ",
            Page,
            StringComparison.Ordinal);
        Assert.Contains(
            $"most {FilterParser.DeepestNesting} deep", Page, StringComparison.Ordinal);
        Assert.Contains(
            $"at most {FilterProperty.LongestName}, the first", Page, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"```filters\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("--where '(.*)'")]
    private static partial Regex Where();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
