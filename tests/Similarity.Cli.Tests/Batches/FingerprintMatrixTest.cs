using Similarity.Cli.Batches;
using Similarity.Cli.CommandLine;
using Similarity.Formats;

namespace Similarity.Cli.Tests.Batches;

public sealed class FingerprintMatrixTest : IDisposable
{
    private static readonly MatrixHeader Header = new(
        "kinetic",
        new SortedDictionary<string, string> { ["kdensity"] = "0.5", ["sigma"] = "0.8" },
        "kinetic 0:180:1024",
        "1.0",
        "float64");

    private readonly TemporaryFolder folder = new();

    private string Npy => folder.File("rows.npy");

    private string Lines => FingerprintMatrix.LinesOf(Npy);

    public void Dispose() => folder.Dispose();

    /// <summary>
    /// Whatever part of either file a crash leaves, going on ends with the same bytes.
    /// </summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    [InlineData(17, 0)]
    [InlineData(0, 40)]
    [InlineData(30, 90)]
    [InlineData(48, 0)]
    [InlineData(0, 150)]
    public void AnyTornTailIsMended(int rowBytesLost, int lineBytesLost)
    {
        WriteFrom(0, null);
        (byte[] rows, byte[] lines) = (File.ReadAllBytes(Npy), File.ReadAllBytes(Lines));
        Cut(Npy, rowBytesLost);
        Cut(Lines, lineBytesLost);

        using (var resumed = FingerprintMatrix.Resume(Npy, Header))
        {
            WriteFrom(resumed.Recorded.Count, resumed);
        }

        Assert.Equal(rows, File.ReadAllBytes(Npy));
        Assert.Equal(lines, File.ReadAllBytes(Lines));
    }

    [Theory]
    [InlineData("0.35", "0.8", "1.0", "kdensity 0.5, not 0.35")]
    [InlineData("0.5", "0.1", "1.0", "sigma 0.8, not 0.1")]
    [InlineData("0.5", "0.8", "2.0", "program_version 1.0, not 2.0")]
    public void OtherParametersAreRefusedByName(
        string kdensity, string sigma, string version, string expected)
    {
        WriteFrom(0, null);
        MatrixHeader other = Header with
        {
            Parameters = new SortedDictionary<string, string>
            {
                ["kdensity"] = kdensity,
                ["sigma"] = sigma,
            },
            ProgramVersion = version,
        };

        var refused = Assert.Throws<VerbException>(() => FingerprintMatrix.Resume(Npy, other));
        Assert.Contains(expected, refused.Message);
        Assert.Equal(ExitCode.Usage, refused.ExitCode);
    }

    [Fact]
    public void AFileOfSomethingElseIsRefused()
    {
        File.WriteAllText(Lines, "not what it should be\n");
        var refused = Assert.Throws<InvalidFileException>(
            () => FingerprintMatrix.Resume(Npy, Header));
        Assert.Equal(1, refused.Line);
    }

    [Fact]
    public void ARowOfAnotherLengthIsAFailureOfItsInput()
    {
        using var matrix = FingerprintMatrix.Create(Npy, Header);
        matrix.Add("a", "kinetic", [1, 2], []);

        Assert.Contains("3 numbers", matrix.Add("b", "kinetic", [1, 2, 3], []).Failed);
    }

    /// <summary>Three rows and a failure, without those that are there already.</summary>
    private void WriteFrom(int done, FingerprintMatrix? matrix)
    {
        using FingerprintMatrix? made =
            matrix is null ? FingerprintMatrix.Create(Npy, Header) : null;
        matrix ??= made!;
        Action[] inputs =
        [
            () => matrix.Add("a", "kinetic", [1, 2], []),
            () => matrix.AddFailure("b", "has no atoms"),
            () => matrix.Add("c", "kinetic", [3, 4], ["odd"]),
            () => matrix.Add("d", "kinetic", [5, 6], []),
        ];
        foreach (Action input in inputs[done..])
        {
            input();
        }

        matrix.Flush();
    }

    private static void Cut(string file, int bytes)
    {
        using FileStream stream = File.OpenWrite(file);
        stream.SetLength(stream.Length - bytes);
    }
}
