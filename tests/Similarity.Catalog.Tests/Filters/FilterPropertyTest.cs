using Similarity.Catalog.Filters;

namespace Similarity.Catalog.Tests.Filters;

public sealed class FilterPropertyTest
{
    [Theory]
    [InlineData("hull", true, true)]
    [InlineData("_exmpl_a9", true, true)]
    [InlineData("in", true, true)]
    [InlineData("has", true, true)]
    [InlineData("Gap", true, true)]
    [InlineData("gap", true, false)]
    [InlineData("elements", true, false)]
    [InlineData("chemical_formula_reduced", true, false)]
    [InlineData("", false, false)]
    [InlineData("9a", false, false)]
    [InlineData("a b", false, false)]
    [InlineData("a.b", false, false)]
    [InlineData("a'", false, false)]
    [InlineData("ä", false, false)]
    [InlineData("Not", false, false)]
    [InlineData("TRUE", false, false)]
    public void NamesArePropertiesOfTheUserOrNot(string name, bool isName, bool isUserName)
    {
        Assert.Equal(isName, FilterProperty.IsName(name));
        Assert.Equal(isUserName, FilterProperty.IsUserName(name));
        if (isName)
        {
            Filter filter = FilterParser.Parse($"{name} is known");
            Assert.Equal(new KnownCondition(FilterProperty.Of(name), true), filter);
        }
        else
        {
            Assert.Throws<ArgumentException>(() => FilterProperty.Of(name));
            Assert.Throws<FilterSyntaxException>(() => FilterParser.Parse($"{name} is known"));
        }
    }

    [Fact]
    public void NamesAreBounded()
    {
        Assert.True(FilterProperty.IsUserName(new string('a', FilterProperty.LongestName)));
        Assert.False(FilterProperty.IsName(new string('a', FilterProperty.LongestName + 1)));
    }

    [Fact]
    public void ConditionsRefuseWhatTheirPropertyCannotBe()
    {
        Assert.Throws<ArgumentException>(() =>
            new NumberComparison(FilterProperty.Id, ComparisonOperator.Less, 1));
        Assert.Throws<ArgumentException>(() =>
            new TextSearch(FilterProperty.GapEv, TextPlace.Start, "a"));
        Assert.Throws<ArgumentException>(() => new TruthComparison(FilterProperty.Source, true));
        Assert.Throws<ArgumentException>(() =>
            new TextComparison(FilterProperty.Elements, ComparisonOperator.Equal, "O"));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new NumberComparison(FilterProperty.GapEv, ComparisonOperator.Less, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new NumberRange(FilterProperty.GapEv, 2, 1));
        Assert.Throws<ArgumentException>(() =>
            new TextSet(FilterProperty.Id, ["a\0"]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NumberSet(FilterProperty.GapEv, []));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new ElementCondition(ElementRelation.All, []));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            new Conjunction([new KnownCondition(FilterProperty.Id, true)]));
    }
}
