namespace Similarity.Cli.Tests.Databases;

/// <summary>A small database as the program itself builds it.</summary>
internal static class SampleDatabase
{
    public const int Count = 6;

    /// <summary>
    /// Structures of two atoms, in cells of growing size, with a property and a gap.
    /// </summary>
    public static string Lines { get; } = string.Concat(Enumerable.Range(0, Count).Select(i =>
        StructureText.Line(
            $"s{i}", [("Si", 0), ("C", 0.5)], 3 + 0.2 * i, $",\"band_gap_eV\":{i},\"rank\":{i}")
        + "\n"));

    public static async Task Build(string location, TemporaryFolder folder)
    {
        string lines = folder.Write("structures.jsonl", Lines);
        ProgramRun run = await ProgramRun.Of(
            "build", lines, "--db", location, "--kind", "kinetic", "--set", "points=32",
            "--threads", "1", "--quiet");
        Assert.True(run.Code == 0, run.Error);
    }
}
