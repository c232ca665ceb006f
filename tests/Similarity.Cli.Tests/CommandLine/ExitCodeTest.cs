using System.Text.Json;
using Similarity.Cli.CommandLine;
using Similarity.Tests;

namespace Similarity.Cli.Tests.CommandLine;

/// <summary>
/// Each regime of failure has its exit code, a message on stderr, and JSON when asked.
/// </summary>
public sealed class ExitCodeTest
{
    private static readonly string Cif = RepositoryFile.Database("polymorphs/cod_C-Diamond.cif");
    private static readonly string Dos = RepositoryFile.Database("spectra/matminer/si_dos.json");
    private static readonly string Bands =
        RepositoryFile.Database("spectra/pymatgen/vasprun.Al.xml.gz");

    [Theory]
    [InlineData("")]
    [InlineData("reed")]
    [InlineData("read")]
    [InlineData("read x --no-such-option")]
    [InlineData("read x --threads 0")]
    [InlineData("read x --threads many")]
    [InlineData("fermi x --sigma -1")]
    [InlineData("fermi x --sigma 1e999")]
    [InlineData("fermi x --smearing boxcar")]
    [InlineData("fermi x --smearing methfessel-paxton:-1")]
    [InlineData("fermi x --electrons nan")]
    [InlineData("dos x --points 1")]
    [InlineData("dos x --points 2000000000")]
    [InlineData("dos x --emin 1e300")]
    [InlineData("dos x --sigma 1e300")]
    [InlineData("dos x --sigma 1e-300")]
    [InlineData("dos x --compat vasp")]
    [InlineData("completion cmd")]
    public async Task AWrongCommandLineIs2AndPointsToHelp(string line)
    {
        ProgramRun run =
            await ProgramRun.Of(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Empty(run.Output);
        Assert.StartsWith("error: ", run.Error);
        Assert.Contains("--help", run.Error);
    }

    [Theory]
    [InlineData("compare a b --kind kinetic --metric foo", "--metric expects one of euclidean, ")]
    [InlineData("matrix a --kind kinetic --metric dot --linkage x", "--linkage expects one of ")]
    [InlineData("nanotube 6 5 --format x", "--format expects one of cif, ")]
    [InlineData("nanotube 6 x", "M expects a whole number, not 'x'")]
    [InlineData("completion cmd", "SHELL expects one of bash, ")]
    public async Task AWrongWordIsRefusedByTheNameOfItsOption(string line, string message)
    {
        ProgramRun run = await ProgramRun.Of(line.Split(' '));

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains(message, run.Error);
        Assert.DoesNotContain("\n\t", run.Error);
    }

    [Fact]
    public async Task TwoPicturesInOneFileAreRefused()
    {
        using var folder = new TemporaryFolder();
        string file = folder.File("same.svg");

        ProgramRun run = await ProgramRun.Of(
            "matrix", Dos, "--kind", "pymatgen", "--metric", "cosine",
            "--svg", file, "--map", file);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("--svg and --map name the same file", run.Error);
    }

    [Fact]
    public async Task AMoleculeHasNoPathAndTheReasonNamesNoInnards()
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("h2.xyz", "2\nhydrogen\nH 0 0 0\nH 0 0 0.74\n");

        ProgramRun run = await ProgramRun.Of("mass", file);

        Assert.Equal(ExitCode.NoResult, run.Code);
        Assert.Contains("periodic in three directions", run.Error);
        Assert.DoesNotContain("Parameter", run.Error);
    }

    [Fact]
    public async Task AMistypedVerbIsNamed()
    {
        ProgramRun run = await ProgramRun.Of("frobnicate");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.StartsWith("error: no verb is called 'frobnicate'", run.Error);
    }

    [Theory]
    [InlineData("delta")]
    [InlineData("tetrahedron")]
    public async Task SorepSmearsLevels(string smearing)
    {
        ProgramRun run = await ProgramRun.Of(
            "dos", Bands, "--compat", "sorep", "--smearing", smearing);

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("--compat", run.Error);
    }

    [Theory]
    [InlineData("read")]
    [InlineData("dos")]
    [InlineData("read", "--json")]
    [InlineData("read", "--help")]
    public async Task AnOutputThatTakesNothingIs1AndNoBug(params string[] verb)
    {
        using var full = new FullDisk();
        using var error = new StringWriter();

        int code = await SimilarityProgram.RunAsync(
            [verb[0], Bands, .. verb[1..]], full, error, CancellationToken.None);

        Assert.Equal(ExitCode.Other, code);
        Assert.Contains("the output cannot be written: no space", error.ToString());
        Assert.DoesNotContain("bug", error.ToString());
    }

    [Theory]
    [InlineData("read")]
    [InlineData("spectrum")]
    [InlineData("dos")]
    [InlineData("fermi")]
    [InlineData("mass")]
    public async Task AMissingFileIs3AndNamed(string verb)
    {
        ProgramRun run = await ProgramRun.Of(verb, "no-such-file.xml");

        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Contains("no-such-file.xml: no such file", run.Error);
    }

    [Theory]
    [InlineData("read")]
    [InlineData("spectrum")]
    [InlineData("dos")]
    public async Task AFileOfGarbageIs3(string verb)
    {
        string file = Path.Combine(Path.GetTempPath(), $"similarity-garbage-{Guid.NewGuid():N}");
        await File.WriteAllBytesAsync(file, [0, 1, 2, 255, 254]);
        try
        {
            ProgramRun run = await ProgramRun.Of(verb, file);

            Assert.Equal(ExitCode.InvalidInput, run.Code);
            Assert.Contains(file, run.Error);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task ADensityOfStatesHasNoBandsWhichIs4()
    {
        ProgramRun run = await ProgramRun.Of("fermi", Dos);

        Assert.Equal(ExitCode.Absent, run.Code);
        Assert.Contains("similarity dos", run.Error);
    }

    [Fact]
    public async Task MoreElectronsThanTheBandsHoldIs5()
    {
        ProgramRun run = await ProgramRun.Of("fermi", Bands, "--electrons", "1000");

        Assert.Equal(ExitCode.NoResult, run.Code);
        Assert.Contains("1000", run.Error);
    }

    [Fact]
    public async Task CancelledIs130()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        ProgramRun run = await ProgramRun.Of(source.Token, "read", Cif);

        Assert.Equal(ExitCode.Cancelled, run.Code);
    }

    [Fact]
    public async Task WhatNobodyForesawIs1AndCalledABug()
    {
        var closed = new StringWriter();
        await closed.DisposeAsync();
        using var error = new StringWriter();

        int code =
            await SimilarityProgram.RunAsync(["read", Cif], closed, error, CancellationToken.None);

        Assert.Equal(ExitCode.Other, code);
        Assert.Contains("this is a bug in similarity, please report it", error.ToString());
    }

    [Theory]
    [InlineData(ExitCode.Usage, "spectrum")]
    [InlineData(ExitCode.InvalidInput, "spectrum", "no-such-file")]
    public async Task WithJsonAFailureIsOneDocumentToo(int code, params string[] arguments)
    {
        ProgramRun run = await ProgramRun.Of([.. arguments, "--json"]);

        Assert.Equal(code, run.Code);
        Assert.Equal("similarity.error/1", run.Json.GetProperty("schema").GetString());
        Assert.Equal(code, run.Json.GetProperty("exit_code").GetInt32());
        Assert.Equal(JsonValueKind.String, run.Json.GetProperty("message").ValueKind);
    }

    private sealed class FullDisk : StringWriter
    {
        public override void Write(string? value) => throw new IOException("no space");

        public override void WriteLine(string? value) => throw new IOException("no space");
    }
}
