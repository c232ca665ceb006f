using System.Text;
using Similarity.Catalog.Filters;
using Similarity.Numerics;

namespace Similarity.Catalog.Tests.Filters;

/// <summary>Any text is a filter or a <see cref="FilterSyntaxException"/>.</summary>
public sealed class FilterFuzzTest
{
    private static readonly int Texts =
        Environment.GetEnvironmentVariable("SIMILARITY_SLOW") == "1" ? 1_000_000 : 100_000;

    private static readonly string[] Pieces =
    [
        "and", "or", "not", "(", ")", "=", "!=", "<", ">=", "in", "between", "has", "all", "any",
        "only", "exactly", "contains", "starts", "with", "ends", "is", "known", "unknown",
        "length", "true", "FALSE", "elements", "nelements", "formula", "gap", "x", "O", "Ti", ",",
        "..", ".", ":", "1", "-2.5e3", "1e999", "'a'", "\"", "'", "\\", "\0", "\uD83D", "😀", "--",
        ";", "1..3", "é", "%", "@p0", "\n",
    ];

    [Fact]
    public void PiecesOfTheLanguageInAnyOrder()
    {
        var random = new RandomStream(5);
        int filters = 0;
        for (int i = 0; i < Texts; i++)
        {
            var text = new StringBuilder();
            for (int length = random.Below(9); length >= 0; length--)
            {
                text.Append(Pieces[random.Below(Pieces.Length)]).Append(' ');
            }

            filters += IsFilter(text.ToString()) ? 1 : 0;
        }

        Assert.InRange(filters, 1, Texts / 2);
    }

    [Fact]
    public void FiltersWithCharactersChanged()
    {
        var random = new RandomStream(6);
        var source = new RandomFilters(random);
        int filters = 0;
        for (int i = 0; i < Texts / 10; i++)
        {
            var text = new StringBuilder(source.Filter(2).ToString());
            for (int changes = 1 + random.Below(3); changes > 0; changes--)
            {
                int at = random.Below(text.Length);
                switch (random.Below(3))
                {
                    case 0:
                        text.Remove(at, Math.Min(text.Length - at, 1 + random.Below(5)));
                        text.Append(' ');
                        break;
                    case 1:
                        text.Insert(at, Pieces[random.Below(Pieces.Length)]);
                        break;
                    default:
                        text[at] = (char)random.Below(0x180);
                        break;
                }
            }

            filters += IsFilter(text.ToString()) ? 1 : 0;
        }

        Assert.InRange(filters, Texts / 200, Texts / 10);
    }

    [Fact]
    public void BytesAtRandom()
    {
        var random = new RandomStream(7);
        for (int i = 0; i < Texts / 5; i++)
        {
            var bytes = new byte[random.Below(40)];
            foreach (ref byte one in bytes.AsSpan())
            {
                one = (byte)random.NextBits();
            }

            IsFilter(Encoding.UTF8.GetString(bytes));
            IsFilter(Encoding.Latin1.GetString(bytes));
            IsFilter(Encoding.Unicode.GetString(bytes));
        }
    }

    [Theory]
    [InlineData("(")]
    [InlineData("not ")]
    [InlineData("not(")]
    [InlineData("a and (")]
    [InlineData("a or ")]
    [InlineData("'")]
    [InlineData("\\")]
    [InlineData("1")]
    [InlineData(".")]
    [InlineData("x")]
    [InlineData("elements has all (O,")]
    [InlineData("=")]
    [InlineData("\0")]
    public void AMegabyteOfTheSame(string piece)
    {
        string megabyte = string.Concat(Enumerable.Repeat(piece, (1 << 20) / piece.Length));
        Assert.False(IsFilter(megabyte));
        Assert.False(IsFilter(megabyte[..(FilterParser.LongestText - 9)]));
        Assert.False(IsFilter($"a = '{megabyte}'"));
    }

    private static bool IsFilter(string text)
    {
        Filter filter;
        try
        {
            filter = FilterParser.Parse(text);
        }
        catch (FilterSyntaxException error)
        {
            Assert.InRange(error.Column, 1, Math.Min(text.Length, FilterParser.LongestText) + 1);
            Assert.InRange(error.Message.Length, 1, 500);
            return false;
        }

        Assert.Equal(filter, FilterParser.Parse(filter.ToString()));
        Assert.NotEmpty(SqlFilter.Of(filter, SqlDialect.Sqlite).Sql);
        Assert.NotEmpty(SqlFilter.Of(filter, SqlDialect.Postgres).Sql);
        return true;
    }
}
