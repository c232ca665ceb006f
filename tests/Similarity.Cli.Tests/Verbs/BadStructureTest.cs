using Similarity.Cli.CommandLine;
using Similarity.Tests;

namespace Similarity.Cli.Tests.Verbs;

/// <summary>
/// What no operator can be made of is refused with the reason and the name of the file.
/// </summary>
public sealed class BadStructureTest
{
    private static readonly string Good = StructureText.Line("good", ("Si", 0));

    /// <summary>A reason, and the structure that has it.</summary>
    public static TheoryData<string, string> Structures => new()
    {
        { "H to Rn", StructureText.Line("plutonium", ("Pu", 0)) },
        { "on top of", StructureText.Line("doubled", [("Si", 0), ("Si", 0.01)]) },
        {
            "occupancy",
            StructureText.Line("disordered", [("Si", 0)], more: ",\"occupancies\":[0.5]")
        },
        { "volume", Good.Replace("[0,3,0]", "[3,0,0]", StringComparison.Ordinal) },
        { "volume", StructureText.Line("point", [("Si", 0)], edge: 0) },
    };

    [Theory]
    [MemberData(nameof(Structures))]
    public async Task ASpectrumIsRefused(string reason, string structure)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("bad.jsonl", structure);

        ProgramRun run = await ProgramRun.Of("spectrum", file, "--operator", "kinetic", "--json");

        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Equal(file, run.Json.GetProperty("file").GetString());
        Assert.Contains(reason, run.Json.GetProperty("message").GetString());
    }

    [Theory]
    [MemberData(nameof(Structures))]
    public async Task ABatchGoesOn(string reason, string structure)
    {
        using var folder = new TemporaryFolder();
        string file = folder.Write("batch.jsonl", $"{structure}\n{Good}\n");

        ProgramRun run = await ProgramRun.Of(
            "fingerprint", file, "--kind", "kinetic", "--set", "kgrid=1,1,1", "--json");

        Assert.Equal(ExitCode.InvalidInput, run.Code);
        Assert.Equal(1, run.Json.GetProperty("items").GetArrayLength());
        string failure = run.Json.GetProperty("failed")[0].GetProperty("reason").GetString()!;
        Assert.Contains(file, failure);
        Assert.Contains(reason, failure);
    }

    [Fact]
    public async Task AnUnknownOperatorIsRefusedWithThoseThereAre()
    {
        string rutile = RepositoryFile.Database("polymorphs/mp_TiO2_rutile_mp-2657.cif");

        ProgramRun run = await ProgramRun.Of("spectrum", rutile, "--operator", "xtb");

        Assert.Equal(ExitCode.Usage, run.Code);
        Assert.Contains("'xtb'", run.Error);
        Assert.Contains("kinetic", run.Error);
    }
}
