using System.Text.Json;
using Similarity.Cli.CommandLine;
using Similarity.Crystals;
using Similarity.Formats;

namespace Similarity.Cli.Tests.Verbs;

public sealed class NanotubeVerbTest
{
    [Fact]
    public async Task TheStructureIsReadBack()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("tube.vasp");

        ProgramRun run = await ProgramRun.Of(
            "nanotube", "6", "3", "--cells", "2", "--format", "poscar", "--out", file);

        Assert.Equal(0, run.Code);
        Crystal crystal = FileFormats.Read(file).Structures.Single();
        Assert.Equal(2 * 84, crystal.Count);
        Assert.Equal("C", crystal.Formula);
    }

    [Fact]
    public async Task WithoutAFileTheStructureIsAllThatIsPrinted()
    {
        ProgramRun run = await ProgramRun.Of("nanotube", "5", "5");

        Assert.Equal(0, run.Code);
        Assert.StartsWith("data_", run.Output);
        Assert.Equal("", run.Error);
    }

    [Fact]
    public async Task BandsTellAMetalFromASemiconductor()
    {
        JsonElement metal = (await ProgramRun.Of("nanotube", "5", "5", "--bands", "--json")).Json;
        JsonElement other = (await ProgramRun.Of("nanotube", "8", "0", "--bands", "--json")).Json;

        Assert.Equal("armchair", metal.GetProperty("family").GetString());
        Assert.Equal(6.78, metal.GetProperty("diameter_A").GetDouble(), 0.01);
        Assert.InRange(GapOf(metal), 0, 1e-6);
        Assert.InRange(GapOf(other), 0.3, 1.5);

        static double GapOf(JsonElement tube) =>
            tube.GetProperty("bands").GetProperty("gap_eV").GetDouble();
    }

    [Fact]
    public async Task OtherIndicesOfTheSameTubeAreNoted()
    {
        ProgramRun run = await ProgramRun.Of("nanotube", "2", "7", "--json");

        Assert.Equal(0, run.Code);
        Assert.Equal(7, run.Json.GetProperty("n").GetInt32());
        Assert.Contains("mirror image", run.Error);
        Assert.Contains("mirror image", run.Json.GetProperty("note").GetString());
    }

    [Theory]
    [InlineData("0 0", "not both zero")]
    [InlineData("1 1", "too narrow")]
    [InlineData("5", "expected the indices N M")]
    [InlineData("5 x", "x")]
    [InlineData("900 899", "atoms; at most")]
    [InlineData("5 5 --bond 3", "a number from 1 to 2")]
    [InlineData("5 5 --csv a.csv", "--csv is for --series")]
    [InlineData("--series 4..5 --bands", "--bands is for one tube")]
    [InlineData("5 5 --series 4..5", "takes no indices")]
    [InlineData("--series 5..4", "expects LOW..HIGH")]
    [InlineData("--series 1..3", "expects LOW..HIGH")]
    public async Task WhatMakesNoSenseIs2AndSaysWhy(string line, string reason)
    {
        ProgramRun run = await ProgramRun.Of(["nanotube", .. line.Split(' ')]);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(reason, run.Error);
        Assert.Equal("", run.Output);
    }

    [Fact]
    public async Task ASeriesIsWrittenAsTableFigureAndPage()
    {
        using var folder = new TemporaryFolder();
        (string csv, string svg, string html) =
            (folder.File("t.csv"), folder.File("t.svg"), folder.File("t.html"));

        ProgramRun run = await ProgramRun.Of(
            "nanotube", "--series", "6..7",
            "--csv", csv, "--svg", svg, "--report", html, "--json");

        Assert.Equal(0, run.Code);
        JsonElement[] tubes = [.. run.Json.GetProperty("tubes").EnumerateArray()];
        string[] lines = await File.ReadAllLinesAsync(csv);
        Assert.Equal(15, tubes.Length);
        Assert.Equal(16, lines.Length);
        Assert.StartsWith("n,m,family,diameter_A", lines[0]);
        Assert.Contains("<svg xmlns", await File.ReadAllTextAsync(svg));
        string page = await File.ReadAllTextAsync(html);
        Assert.Equal(3, page.Split("<svg class=\"plot\"").Length - 1);
        Assert.All(
            tubes.Where(tube => tube.GetProperty("family").GetString() == "armchair"),
            tube => Assert.InRange(tube.GetProperty("gap_eV").GetDouble(), 0, 1e-3));
    }
}
