using Similarity.Catalog.Filters;

namespace Similarity.Catalog.Tests.Filters;

/// <summary>Errors say where and what was expected.</summary>
public sealed class FilterSyntaxExceptionTest
{
    [Theory]
    [InlineData("", 1, "expected a condition, the filter ends here")]
    [InlineData("nelements >", 12, "expected a value, the filter ends here")]
    [InlineData("nelements = \"x\"", 13, "'nelements' is a number")]
    [InlineData("nelements = x", 13, "texts in small letters stand in quotes")]
    [InlineData("nelements contains \"x\"", 11, "'nelements' is a number, which 'contains'")]
    [InlineData("elements > 3", 10, "use has, has all")]
    [InlineData("3 < elements", 3, "use has, has all")]
    [InlineData("elements in (O)", 10, "use has, has all")]
    [InlineData("elements between 1 and 2", 10, "use has, has all")]
    [InlineData("elements (O)", 10, "expected has, has all")]
    [InlineData("elements has o", 14, "'o' is no element; did you mean O?")]
    [InlineData("elements has all (O, ti)", 22, "did you mean Ti?")]
    [InlineData("elements has (O, Ti)", 14, "all, any, only or exactly before several")]
    [InlineData("elements has all (O, Ti", 24, "expected ')', the filter ends here")]
    [InlineData("elements length x", 17, "expected a value")]
    [InlineData("formula has O", 9, "has is for lists")]
    [InlineData("formula length 3", 9, "length is for lists")]
    [InlineData("formula = 3", 11, "'formula' is a text")]
    [InlineData("id = 3", 6, "'id' is a text, so that one in quotes is expected here")]
    [InlineData("id in (a)", 8, "expected a value")]
    [InlineData("formula between 1 and 3", 9, "'formula' is a text")]
    [InlineData("a = 1 b = 2", 7, "expected and, or, or the end, found 'b'")]
    [InlineData("a = 1 and", 10, "expected a condition")]
    [InlineData("a = 1 and and", 11, "expected a condition, found 'and'")]
    [InlineData("(a = 1", 7, "expected ')'")]
    [InlineData("a = 1)", 6, "expected and, or, or the end, found ')'")]
    [InlineData("a == 1", 3, "one =")]
    [InlineData("a ! 1", 3, "!=")]
    [InlineData("a = 1 && b = 2", 7, "and, or")]
    [InlineData("a = “x”", 5, "straight quotes")]
    [InlineData("a = 'x", 5, "closing '")]
    [InlineData("a = 'x\\n'", 7, "backslash")]
    [InlineData("a = 'x\0'", 7, "controls")]
    [InlineData("a = 1e999", 5, "beyond")]
    [InlineData("a in 3..1", 9, "ends before it begins")]
    [InlineData("a in 3", 7, "expected '..'")]
    [InlineData("a between 3 or 4", 13, "expected and")]
    [InlineData("a between 3", 12, "expected and")]
    [InlineData("a between", 10, "expected a number")]
    [InlineData("a in (1, 'b')", 10, "one set")]
    [InlineData("a in (true)", 7, "sets hold")]
    [InlineData("a in ()", 7, "expected a value")]
    [InlineData("a is", 5, "known or unknown")]
    [InlineData("a < true", 3, "= and !=")]
    [InlineData("a.b = 1", 2, "no parts")]
    [InlineData("a:b has 1", 2, "pairs")]
    [InlineData("3", 2, "one of =")]
    [InlineData("3 < 4", 5, "the name of a property")]
    [InlineData("a ~ 1", 3, "'~' has no meaning")]
    [InlineData("a SELECT 1", 3, "expected an operator")]
    public void SaysWhereAndWhat(string text, int column, string problem)
    {
        FilterSyntaxException error =
            Assert.Throws<FilterSyntaxException>(() => FilterParser.Parse(text));
        Assert.Contains(problem, error.Problem, StringComparison.Ordinal);
        Assert.Equal(column, error.Column);
    }

    /// <summary>Attributes hold no such text.</summary>
    [Fact]
    public void RefusesHalvesOfCharacters() => SaysWhereAndWhat("a = '\uD800'", 6, "halves");

    [Fact]
    public void ShowsThePlace()
    {
        FilterSyntaxException error = Assert.Throws<FilterSyntaxException>(
            () => FilterParser.Parse("nelements > \"x\""));
        Assert.Equal(
            """
            column 13: 'nelements' is a number, so that one is expected here
              nelements > "x"
                          ^
            """.ReplaceLineEndings("\n"),
            error.Message);
    }

    [Fact]
    public void ShowsLittleOfALongText()
    {
        FilterSyntaxException error = Assert.Throws<FilterSyntaxException>(
            () => FilterParser.Parse($"{new string(' ', 999)}a = 1 a\nb{new string('b', 999)}"));
        string[] lines = error.Message.Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 110));
        Assert.Equal('a', lines[1][lines[2].IndexOf('^', StringComparison.Ordinal)]);
    }

    [Fact]
    public void BoundsLengthDepthAndTerms()
    {
        Refused($"a = '{new string('x', FilterParser.LongestText)}'", "characters");
        int deepest = FilterParser.DeepestNesting;
        Assert.NotNull(FilterParser.Parse(Nested(deepest)));
        Refused(Nested(deepest + 1), "nested");
        Refused(string.Concat(Enumerable.Repeat("not ", deepest + 1)) + "a", "nested");
        Refused(
            $"a in ({string.Join(',', Enumerable.Repeat("1", FilterParser.MostTerms))})",
            "conditions and values");
        Refused(
            string.Join(" or ", Enumerable.Repeat("a", FilterParser.MostTerms + 1)),
            "conditions and values");

        static string Nested(int depth) => $"{new string('(', depth)}a{new string(')', depth)}";

        static void Refused(string text, string problem) => Assert.Contains(
            problem,
            Assert.Throws<FilterSyntaxException>(() => FilterParser.Parse(text)).Problem,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "nelement > 3", 1, "no material has a property 'nelement'; did you mean 'nelements'?")]
    [InlineData("a = 1 and Hul < 0", 11, "no material has a property 'Hul'; did you mean 'hull'?")]
    [InlineData("colour = 'red'", 1, "no material has a property 'colour'")]
    [InlineData("elements has 'ti'", 14, "'ti' is no element; did you mean Ti?")]
    [InlineData("elements has 'Quartz'", 14, "'Quartz' is no element")]
    public void WarnsOfWhatIsProbablyNotMeant(string text, int column, string message)
    {
        ParsedFilter parsed = FilterParser.Parse(text, ["hull", "a"]);
        Assert.Equal(new FilterWarning(column, message), Assert.Single(parsed.Warnings));
        Assert.Equal(FilterParser.Parse(text), parsed.Filter);
    }

    [Fact]
    public void DoesNotWarnOfWhatIsThere() => Assert.Empty(FilterParser.Parse(
        "hull < 1 and gap > 2 and elements has O and nsites < 9", ["hull"]).Warnings);
}
