using System.Text.Json;
using Similarity.Cli.CommandLine;
using Similarity.Tests;

namespace Similarity.Cli.Tests.Verbs;

public sealed class ReadVerbTest
{
    private static readonly string Rutile =
        RepositoryFile.Database("polymorphs/mp_TiO2_rutile_mp-2657.cif");
    private static readonly string Aluminium =
        RepositoryFile.Database("spectra/pymatgen/vasprun.Al.xml.gz");

    [Fact]
    public async Task OneFileStandsAtTheTopOfTheDocument()
    {
        JsonElement json = (await ProgramRun.Of("read", Rutile, "--json")).Json;

        Assert.Equal("similarity.read/1", json.GetProperty("schema").GetString());
        Assert.Equal("structure", json.GetProperty("kind").GetString());
        Assert.Equal("CIF", json.GetProperty("format").GetString());
        Assert.Equal("TiO2", json.GetProperty("formula").GetString());
        Assert.Equal(136, json.GetProperty("space_group").GetProperty("number").GetInt32());
        Assert.Equal("P4_2/mnm", json.GetProperty("space_group").GetProperty("symbol").GetString());
        Assert.Equal(6, json.GetProperty("natoms").GetInt32());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("nbands").ValueKind);
        Assert.Equal(JsonValueKind.Array, json.GetProperty("warnings").ValueKind);
        Assert.Equal(1, json.GetProperty("files").GetArrayLength());
        Assert.Equal(0, json.GetProperty("failed").GetArrayLength());
    }

    [Fact]
    public async Task BandsAreCounted()
    {
        JsonElement json = (await ProgramRun.Of("read", Aluminium, "--json")).Json;

        // From the file: ISPIN = 2, NBANDS = 5, 84 k-points, NELECT = 3.
        Assert.Equal("bands", json.GetProperty("kind").GetString());
        Assert.Equal(2, json.GetProperty("nspins").GetInt32());
        Assert.Equal(5, json.GetProperty("nbands").GetInt32());
        Assert.Equal(84, json.GetProperty("nkpoints").GetInt32());
        Assert.Equal(3, json.GetProperty("electrons").GetDouble());
    }

    [Fact]
    public async Task TheLastOfSeveralStructuresIsNotTakenForAll()
    {
        string file = Path.Combine(Path.GetTempPath(), $"similarity-frames-{Guid.NewGuid():N}.xyz");
        await File.WriteAllTextAsync(file, "1\n\nHe 0 0 0\n2\n\nH 0 0 0\nH 0 0 0.74\n");
        try
        {
            ProgramRun run = await ProgramRun.Of("read", file);

            Assert.Contains("H (last of 2)", run.Output);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task ABadFileIsReportedAndDoesNotStopTheOthers()
    {
        ProgramRun run = await ProgramRun.Of("read", "no-such-file", Rutile, Aluminium, "--json");

        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Equal(2, run.Json.GetProperty("files").GetArrayLength());
        JsonElement failure = Assert.Single(run.Json.GetProperty("failed").EnumerateArray());
        Assert.Equal("no-such-file", failure.GetProperty("file").GetString());
        Assert.False(run.Json.TryGetProperty("kind", out _));
    }

    [Fact]
    public async Task TablesMoveToStderrWithJsonAndVanishWhenQuiet()
    {
        ProgramRun plain = await ProgramRun.Of("read", Rutile);
        ProgramRun json = await ProgramRun.Of("read", Rutile, "--json");
        ProgramRun quiet = await ProgramRun.Of("read", Rutile, "--json", "--quiet");

        Assert.Contains("P4_2/mnm (136)", plain.Output);
        Assert.Empty(plain.Error);
        Assert.Equal(plain.Output, json.Error);
        Assert.Empty(quiet.Error);
        Assert.Equal(json.Output, quiet.Output);
    }
}
