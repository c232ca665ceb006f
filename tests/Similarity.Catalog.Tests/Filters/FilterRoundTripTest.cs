using Similarity.Catalog.Filters;
using Similarity.Numerics;

namespace Similarity.Catalog.Tests.Filters;

/// <summary>The text of a filter is a filter, and the same one.</summary>
public sealed class FilterRoundTripTest
{
    [Fact]
    public void TextReadsBackAsAnEqualFilter()
    {
        var filters = new RandomFilters(new RandomStream(1));
        for (int i = 0; i < 5000; i++)
        {
            Filter filter = filters.Filter(4);
            string text = filter.ToString();
            Filter again = FilterParser.Parse(text);
            Assert.Equal(filter, again);
            Assert.Equal(filter.GetHashCode(), again.GetHashCode());
            Assert.Equal(text, again.ToString());
        }
    }

    [Theory]
    [InlineData("a AND (b and c)", "a = true and b = true and c = true")]
    [InlineData("(a or b) or c", "a = true or b = true or c = true")]
    [InlineData("(a or b) and not (not c)", "(a = true or b = true) and not not c = true")]
    [InlineData("NOT(a and b)", "not (a = true and b = true)")]
    [InlineData("gap in 1..3", "gap_ev between 1 and 3")]
    [InlineData("gap not between 1 and 1e3", "not gap_ev between 1 and 1000")]
    [InlineData("elements has any (Ti, O, O)", "elements has any (\"O\", \"Ti\")")]
    [InlineData("elements has all (O)", "elements has \"O\"")]
    [InlineData("elements length >= 2", "nelements >= 2")]
    [InlineData("a = 'it''s'", null)]
    [InlineData("a = 'it\\'s \"so\\\\'", "a = \"it's \\\"so\\\\\"")]
    public void CanonicalTextIsThis(string text, string? canonical)
    {
        if (canonical is null)
        {
            Assert.Throws<FilterSyntaxException>(() => FilterParser.Parse(text));
        }
        else
        {
            Assert.Equal(canonical, FilterParser.Parse(text).ToString());
        }
    }
}
