using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using Similarity.Cli.Tests.Databases;

namespace Similarity.Cli.Tests.Verbs;

public sealed class MapVerbTest : IClassFixture<PolymorphDatabase>
{
    private readonly PolymorphDatabase database;

    public MapVerbTest(PolymorphDatabase database) => this.database = database;

    /// <summary>
    /// Few materials in many dimensions, with spectra on one k-point, are hard to lay flat:
    /// observed 0.787, 0.738 and 0.778.
    /// </summary>
    [Theory]
    [InlineData("pca")]
    [InlineData("umap")]
    [InlineData("tsne")]
    public async Task EveryMaterialHasAPointOfATrustworthyMap(string method)
    {
        using var folder = new TemporaryFolder();
        string csv = folder.File("map.csv"), svg = folder.File("map.svg");
        ProgramRun run = await ProgramRun.Of(
            "map", "--db", database.Path, "--method", method, "--csv", csv, "--svg", svg, "--json");

        Assert.Equal(0, run.Code);
        JsonElement[] items = [.. run.Json.GetProperty("items").EnumerateArray()];
        Assert.Equal(database.Count, items.Length);
        Assert.Equal(
            items.Select(item => item.GetProperty("id").GetString()!).Order(StringComparer.Ordinal),
            items.Select(item => item.GetProperty("id").GetString()!));
        Assert.InRange(run.Json.GetProperty("trustworthiness").GetDouble(), 0.7, 1);
        string[] lines = File.ReadAllLines(csv);
        Assert.Equal("id,formula,x,y", lines[0]);
        Assert.Equal(items.Length + 1, lines.Length);
        Assert.Equal(
            items[0].GetProperty("x").GetDouble(),
            double.Parse(lines[1].Split(',')[^2], CultureInfo.InvariantCulture));
        XElement picture = XDocument.Load(svg).Root!;
        Assert.True(picture.Descendants().Count(e => e.Name.LocalName == "circle") >= items.Length);
    }

    [Fact]
    public async Task ThreadsDoNotMatterAndFiltersDo()
    {
        string[] line = ["map", "--db", database.Path, "--where", "nelements = 2", "--json"];
        ProgramRun one = await ProgramRun.Of([.. line, "--threads", "1"]);
        ProgramRun two = await ProgramRun.Of([.. line, "--threads", "2"]);

        string items = one.Json.GetProperty("items").GetRawText();
        Assert.Equal(items, two.Json.GetProperty("items").GetRawText());
        Assert.InRange(one.Json.GetProperty("items").GetArrayLength(), 5, database.Count - 1);
    }

    [Theory]
    [InlineData(2, "--method", "isomap")]
    [InlineData(2, "--neighbours", "1")]
    [InlineData(2, "--perplexity", "20")]
    [InlineData(2, "--neighbours", "20", "--method", "pca")]
    [InlineData(2, "--where", "gap_ev >")]
    [InlineData(4, "--kind", "soap")]
    [InlineData(5, "--where", "nsites > 100000")]
    public async Task WhatCannotBeMappedIsSaid(int code, params string[] options)
    {
        ProgramRun run = await ProgramRun.Of(["map", "--db", database.Path, .. options]);

        Assert.Equal(code, run.Code);
        Assert.StartsWith("error: ", run.Error, StringComparison.Ordinal);
    }
}
