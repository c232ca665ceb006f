using Similarity.Catalog.Filters;

namespace Similarity.Catalog.Tests.Filters;

public sealed class FilterCompletionTest
{
    private static readonly (string, string)[] Properties =
        [("id", ""), ("formula", ""), ("elements", ""), ("nelements", ""), ("gap_ev", "")];

    /// <summary>The caret is at the bar.</summary>
    [Theory]
    [InlineData("|", "formula")]
    [InlineData("nel|", "nelements")]
    [InlineData("ne|lem", "nelements")]
    [InlineData("nelements |", "<=")]
    [InlineData("nelements |", "between")]
    [InlineData("formula |", "starts with")]
    [InlineData("elements |", "has all")]
    [InlineData("elements has |", "Ti")]
    [InlineData("elements has all (O, |", "Ti")]
    [InlineData("elements has all (O, T|", "Ti")]
    [InlineData("formula = |", "TiO2")]
    [InlineData("formula in (TiO2, |", "SnO2")]
    [InlineData("id = \"mp|", "\"mp-1\"")]
    [InlineData("gap_ev > 1 |", "and")]
    [InlineData("gap_ev > 1 and |", "gap_ev")]
    [InlineData("gap_ev is|", "is known")]
    [InlineData("(not |", "elements")]
    public void WhatFitsIsOffered(string marked, string expected)
    {
        int caret = marked.IndexOf('|', StringComparison.Ordinal);
        string text = marked.Remove(caret, 1);
        var found = FilterCompletion.At(text, caret, Properties, ValuesOf);
        Assert.Contains(expected, found.Items.Select(item => item.Text));
    }

    [Theory]
    [InlineData("gap_ev > 1 |", "gap_ev")]
    [InlineData("elements |", "<")]
    [InlineData("nelements |", "contains")]
    [InlineData("nel|", "formula")]
    public void WhatDoesNotFitIsNot(string marked, string unexpected)
    {
        int caret = marked.IndexOf('|', StringComparison.Ordinal);
        var found = FilterCompletion.At(
            marked.Remove(caret, 1), caret, Properties, ValuesOf);
        Assert.DoesNotContain(unexpected, found.Items.Select(item => item.Text));
    }

    [Theory]
    [InlineData("nel|ements = 2", 0, 9)]
    [InlineData("gap_ev > 1 and ne|", 15, 17)]
    [InlineData("id = \"mp|\"", 5, 9)]
    public void ACompletionTakesThePlaceOfItsWord(string marked, int from, int to)
    {
        int caret = marked.IndexOf('|', StringComparison.Ordinal);
        var found = FilterCompletion.At(
            marked.Remove(caret, 1), caret, Properties, ValuesOf);
        Assert.Equal((from, to), (found.From, found.To));
    }

    [Fact]
    public void AnyTextAndPlaceAreTaken()
    {
        var random = new Similarity.Numerics.RandomStream(5);
        const string Signs = "aT(\"'\\ ,.=<>!1-_\u0000é";
        for (int i = 0; i < 2000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Below(30))
                .Select(_ => Signs[random.Below(Signs.Length)]));
            var found = FilterCompletion.At(
                text, random.Below(40) - 5, Properties, ValuesOf);
            Assert.InRange(found.From, 0, text.Length);
            Assert.InRange(found.To, found.From, text.Length);
        }
    }

    private static IEnumerable<string> ValuesOf(string property) => property switch
    {
        "elements" => ["O", "Ti"],
        "formula" => ["TiO2", "SnO2"],
        "id" => ["mp-1"],
        _ => [],
    };
}
