using Similarity.Catalog.Filters;

namespace Similarity.Catalog.Tests.Filters;

/// <summary>What filters say of one material, known to the last property.</summary>
public sealed class FilterTest
{
    private static readonly Material Rutile = new("mp-2657")
    {
        Formula = "TiO2",
        Elements = ["O", "Ti"],
        SiteCount = 6,
        SpaceGroup = 136,
        GapEv = 1.78,
        Source = "Materials Project",
        InputHash = "",
        ProgramVersion = "",
        Properties = new Material("") { InputHash = "", ProgramVersion = "" }.Properties
            .Add("hull", new PropertyValue.Number(0.02))
            .Add("phase", new PropertyValue.Text("rutile"))
            .Add("stable", new PropertyValue.Truth(false)),
    };

    private static readonly Material Unknown = new("x") { InputHash = "", ProgramVersion = "" };

    [Theory]
    [InlineData("nelements = 2")]
    [InlineData("nelements <> 3")]
    [InlineData("gap between 1 and 3")]
    [InlineData("gap in 1.78..2")]
    [InlineData("gap_ev in 1..1.78")]
    [InlineData("space_group in (136, 225)")]
    [InlineData("spacegroup not in (137, 225)")]
    [InlineData("formula = TiO2")]
    [InlineData("formula = O2Ti")]
    [InlineData("formula = 'Ti2 O4'")]
    [InlineData("formula in (SiO2, O4Ti2)")]
    [InlineData("formula != SiO2")]
    [InlineData("formula contains \"O2\"")]
    [InlineData("formula starts with Ti")]
    [InlineData("formula ends O2")]
    [InlineData("elements has O")]
    [InlineData("elements has all (O, Ti)")]
    [InlineData("elements has any (Si, Ti)")]
    [InlineData("elements has only (Ba, O, Ti)")]
    [InlineData("elements has exactly (Ti, O)")]
    [InlineData("elements length 2")]
    [InlineData("elements is known")]
    [InlineData("id starts with 'mp-' and source contains 'Project'")]
    [InlineData("hull < 0.1 and phase = 'rutile' and not stable")]
    [InlineData("stable = false and stable != true")]
    [InlineData("gap")]
    public void Matches(string text)
    {
        Assert.True(FilterParser.Parse(text).Matches(Rutile));
        Assert.False(FilterParser.Parse($"not ({text})").Matches(Rutile));
    }

    [Theory]
    [InlineData("nelements > 2")]
    [InlineData("gap between 2 and 3")]
    [InlineData("space_group in (135, 137)")]
    [InlineData("formula = TiO")]
    [InlineData("formula = 'tio2'")]
    [InlineData("formula contains \"o2\"")]
    [InlineData("formula < \"Si\"")]
    [InlineData("elements has only (O, Si)")]
    [InlineData("elements has exactly (O)")]
    [InlineData("elements has exactly (O, Si, Ti)")]
    [InlineData("elements has all (O, Si)")]
    [InlineData("elements has any (Ba, Si)")]
    [InlineData("elements is unknown")]
    [InlineData("nothing is known")]
    [InlineData("stable")]
    public void DoesNotMatchButItsNegationDoes(string text)
    {
        Filter filter = FilterParser.Parse(text);
        Assert.False(filter.Matches(Rutile));
        Assert.True(new Negation(filter).Matches(Rutile));
    }

    /// <summary>OPTIMADE: no comparison with an unknown value matches, denied or not.</summary>
    [Theory]
    [InlineData("formula = TiO2")]
    [InlineData("formula != TiO2")]
    [InlineData("formula contains ''")]
    [InlineData("formula in (TiO2)")]
    [InlineData("nelements = 0")]
    [InlineData("nelements < 300")]
    [InlineData("nsites between 0 and 300")]
    [InlineData("gap in (0)")]
    [InlineData("elements has O")]
    [InlineData("elements has only (O)")]
    [InlineData("elements length 0")]
    [InlineData("hull > 0")]
    [InlineData("stable")]
    [InlineData("stable = false")]
    public void NeitherMatchesNorIsDeniedWhereItIsUnknown(string text)
    {
        Assert.False(FilterParser.Parse(text).Matches(Unknown));
        Assert.False(FilterParser.Parse($"not ({text})").Matches(Unknown));
        Assert.True(FilterParser.Parse($"{text} or id = 'x'").Matches(Unknown));
    }

    /// <summary>A value of another type is as unknown to a comparison as none.</summary>
    [Theory]
    [InlineData("hull = 'a'")]
    [InlineData("hull = true")]
    [InlineData("hull")]
    [InlineData("phase > 3")]
    [InlineData("phase in 1..2")]
    [InlineData("phase = false")]
    [InlineData("stable = 0")]
    [InlineData("stable contains 'false'")]
    public void NeitherMatchesNorIsDeniedWhereTheTypeIsAnother(string text)
    {
        Assert.False(FilterParser.Parse(text).Matches(Rutile));
        Assert.False(FilterParser.Parse($"not {text}").Matches(Rutile));
    }

    /// <summary>Kleene's tables: T, F and U stand for what is true, false and unknown.</summary>
    [Theory]
    [InlineData("T and T", true)]
    [InlineData("T and F", false)]
    [InlineData("T and U", null)]
    [InlineData("F and U", false)]
    [InlineData("U and F", false)]
    [InlineData("U and U", null)]
    [InlineData("F or F", false)]
    [InlineData("T or U", true)]
    [InlineData("U or T", true)]
    [InlineData("F or U", null)]
    [InlineData("not U", null)]
    [InlineData("not not T", true)]
    [InlineData("not (U or T)", false)]
    [InlineData("F and F or T", true)]
    [InlineData("T or T and F", true)]
    [InlineData("not F and F", false)]
    public void LogicHasThreeValues(string text, bool? expected)
    {
        string filled = text
            .Replace("T", "id is known", StringComparison.Ordinal)
            .Replace("F", "id is unknown", StringComparison.Ordinal)
            .Replace("U", "gap = 1", StringComparison.Ordinal);
        Filter filter = FilterParser.Parse(filled);
        Assert.Equal(expected == true, filter.Matches(Unknown));
        Assert.Equal(expected == false, new Negation(filter).Matches(Unknown));
    }

    [Fact]
    public void TextsAreOrderedByTheBytesOfTheirUtf8()
    {
        string[] ordered = ["", "A", "a", "a ", "aa", "z", "ä", "\uD7FF", "\uE000", "\uFFFD", "😀"];
        foreach ((int i, string left) in ordered.Index())
        {
            foreach ((int j, string right) in ordered.Index())
            {
                var filter = new TextComparison(
                    FilterProperty.Source, ComparisonOperator.Less, right);
                Assert.Equal(i < j, filter.Matches(Unknown with { Source = left }));
            }
        }
    }
}
