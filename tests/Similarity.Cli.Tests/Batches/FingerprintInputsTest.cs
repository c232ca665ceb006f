using Similarity.Catalog.Import;
using Similarity.Tests;

namespace Similarity.Cli.Tests.Batches;

public sealed class FingerprintInputsTest
{
    private static readonly string GoodLine = StructureText.Line("a", ("Si", 0));

    private static readonly string FlatCell = GoodLine
        .Replace("\"a\"", "\"b\"", StringComparison.Ordinal)
        .Replace("[0,3,0]", "[3,0,0]", StringComparison.Ordinal);

    [Fact]
    public void ABadLineIsAFailureWithItsIdAndDoesNotSpoilTheNext()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write(
            "some.jsonl",
            string.Join(
                '\n', GoodLine, FlatCell, "{not json", "", StructureText.Line("c", ("Si", 0))));

        FingerprintInput[] inputs = [.. FingerprintInputs.Of([file], 2, default)];

        Assert.Equal(["a", "b", "some.jsonl:3", "c"], inputs.Select(input => input.Id));
        Assert.Equal(
            [false, true, true, false], inputs.Select(input => input.Failure is not null));
        Assert.Equal(2, inputs[1].Failure!.Line);
        Assert.Equal(4, FingerprintInputs.Estimate([file]));
    }

    [Fact]
    public void EveryStructureOfAFileOfManyIsAnInput()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("two.xyz", "1\n\nHe 0 0 0\n1\n\nNe 0 0 0\n");

        FingerprintInput[] inputs = [.. FingerprintInputs.Of([file], 2, default)];

        Assert.Equal(["two.xyz:1", "two.xyz:2"], inputs.Select(input => input.Id));
        Assert.Equal(["He", "Ne"], inputs.Select(input => input.Crystal!.Formula));
    }

    [Fact]
    public void BandsAreOneInputWithTheStructureOfTheFile()
    {
        string file = RepositoryFile.Database("spectra/pymatgen/vasprun.Al.xml.gz");

        FingerprintInput input = Assert.Single(FingerprintInputs.Of([file], 2, default));

        Assert.Equal("vasprun.Al.xml.gz", input.Id);
        Assert.NotNull(input.Bands);
        Assert.Equal("Al", input.Crystal!.Formula);
    }

    /// <summary>Whatever other files there are.</summary>
    [Fact]
    public void AFileIsCalledByItsNameOrWhereThatIsSaidByItsPath()
    {
        using var folder = new TemporaryFolder();
        using var other = new TemporaryFolder();
        string a = folder.Write("x.xyz", "1\n\nHe 0 0 0\n");
        string b = other.Write("x.xyz", "1\n\nNe 0 0 0\n");

        Assert.Equal(
            ["x.xyz", "x.xyz"], FingerprintInputs.Of([a, b], 2, default).Select(input => input.Id));
        Assert.Equal(
            [a, b],
            FingerprintInputs.Of([a, b], 2, default, IdBy.Path).Select(input => input.Id));
    }

    [Fact]
    public void AMissingFileIsAFailureAmongOthers()
    {
        using var folder = new TemporaryFolder();
        string good = folder.Write("good.xyz", "1\n\nHe 0 0 0\n");

        FingerprintInput[] inputs =
            [.. FingerprintInputs.Of([folder.File("none"), good], 2, default)];

        Assert.Contains("no such file", inputs[0].Failure!.Message);
        Assert.Null(inputs[1].Failure);
    }
}
