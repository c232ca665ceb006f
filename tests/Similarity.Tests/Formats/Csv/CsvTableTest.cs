using System.Text;
using Similarity.Formats;
using Similarity.Formats.Csv;

namespace Similarity.Tests.Formats.Csv;

public sealed class CsvTableTest
{
    [Fact]
    public void FieldsInQuotesHoldCommasQuotesAndLineBreaks()
    {
        CsvTable table = Read("id,\"a, b\"\r\n\r\n1,\"x \"\"y\"\"\nz\"\n2,\n");

        Assert.Equal<string>(["id", "a, b"], table.Names);
        CsvRow[] rows = [.. table.Rows];
        Assert.Equal<string>(["1", "x \"y\"\nz"], rows[0].Fields);
        Assert.Equal<string>(["2", ""], rows[1].Fields);
        Assert.Equal<long>([3, 5], rows.Select(row => row.Line));
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("id,a,id\n", 1)]
    [InlineData("id,a\n1,2\n3\n", 3)]
    [InlineData("id,a\n1,\"2\n\n", 2)]
    public void WhatIsNoTableSaysWhere(string text, long line)
    {
        var failure = Assert.Throws<InvalidFileException>(() => Read(text).Rows.ToArray());
        Assert.Equal(line, failure.Line);
        Assert.StartsWith("table.csv:", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheLabelsOfTransparentConductorsAreRead()
    {
        CsvTable table =
            CsvTable.Read(new FileSource(RepositoryFile.Database("tcm/tcm.csv.gz")));
        CsvRow[] rows = [.. table.Rows];

        Assert.Equal("spacegroup", table.Names[^1]);
        Assert.Equal(15_000, rows.Length);
        Assert.Equal<string>(["mp-37091", "Sr(AlTe2)2", "1.4454"], rows[0].Fields.Take(3));
    }

    private static CsvTable Read(string text) =>
        CsvTable.Read(new FileSource("table.csv", Encoding.UTF8.GetBytes(text)));
}
