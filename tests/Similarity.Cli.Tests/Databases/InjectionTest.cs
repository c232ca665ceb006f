using System.Text.Json;

namespace Similarity.Cli.Tests.Databases;

/// <summary>
/// Whatever ids, names, formulas and filters say, they are data: the database holds what was put in
/// and nothing is executed.
/// </summary>
public sealed class InjectionTest : IDisposable
{
    private static readonly string[] Hostile =
    [
        "'; DROP TABLE materials; --", "\" OR \"\"=\"", "x' OR '1'='1", "a/../../b", "%", "_", "\\",
        "$(touch owned)", "[red]x[/]", "[/]", "{0}", "--db", "@p0", "?1", ":a", "$1", "é\u4E2D",
        "'); ATTACH 'owned.db' AS x; --", "null", "*",
    ];

    private readonly TemporaryFolder folder = new();

    private string Database => folder.File("hostile.db");

    [Fact]
    public async Task HostileNamesAreNames()
    {
        await Build();
        string before = await Content();
        for (int i = 0; i < Hostile.Length; i++)
        {
            ProgramRun run = await ProgramRun.Of(
                "query", "--db", Database, "--id=" + Hostile[i], "-k", "100", "--json");
            Assert.True(run.Code == 0, run.Error);
            Assert.Equal(Hostile.Length - 1, run.Json.GetProperty("hits").GetArrayLength());

            // As the value of a filter, it is the id of one material.
            string literal = "\"" + Hostile[i].Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
            ProgramRun filtered = await ProgramRun.Of(
                "query", "--db", Database, "--id=" + Hostile[(i + 1) % Hostile.Length],
                "--where", $"id = {literal} and word = {literal}", "--json");
            Assert.True(filtered.Code == 0, filtered.Error);
            JsonElement hit = Assert.Single(filtered.Json.GetProperty("hits").EnumerateArray());
            Assert.Equal(Hostile[i], hit.GetProperty("id").GetString());

            // For people: a table, whose cells are no markup.
            ProgramRun shown = await ProgramRun.Of(
                "query", "--db", Database, "--id=" + Hostile[i], "-k", "100");
            Assert.Equal(0, shown.Code);
            Assert.Contains("[red]x[/]", shown.Output + Hostile[i], StringComparison.Ordinal);
        }

        Assert.Equal(before, await Content());
    }

    [Fact]
    public async Task HostileFiltersAreRefusedOrFindNothing()
    {
        await Build();
        string before = await Content();
        foreach (string text in Hostile.Concat(
        [
            "id = 'x'; DELETE FROM materials", "1=1", "id = \"x\" OR 1", "rank) OR (1=1", "/**/",
            "id = \"\\\"", "rank > 1 --", "randomblob(1000000000) = 1", "id LIKE \"%\"",
            "exists(select 1 from materials)", "\"a\" = id UNION SELECT id FROM materials",
            new string('(', 100_000), "id = \"" + new string('x', 1_000_000) + "\"",
        ]))
        {
            ProgramRun run = await ProgramRun.Of(
                "query", "--db", Database, "--id=" + Hostile[0], "--where=" + text, "--json");
            Assert.True(
                run.Code == 2
                    || (run.Code == 0 && run.Json.GetProperty("hits").GetArrayLength() == 0),
                $"{text[..Math.Min(40, text.Length)]}: {run.Code} {run.Error}");
            ProgramRun deleted = await ProgramRun.Of(
                "db", "delete", "--db", Database, "--where=" + text, "--json");
            Assert.True(
                deleted.Code == 2
                    || (deleted.Code == 0
                        && deleted.Json.GetProperty("removed").GetArrayLength() == 0),
                deleted.Error);
        }

        foreach (string name in Hostile)
        {
            foreach (string option in new[] { "--kind", "--set", "--metric", "--device" })
            {
                ProgramRun run = await ProgramRun.Of(
                    "query", "--db", Database, "--id=" + Hostile[0], option + "=" + name);
                Assert.True(run.Code is 2 or 4, $"{option} {name}: {run.Code} {run.Error}");
            }
        }

        Assert.Equal(before, await Content());
        Assert.False(File.Exists("owned") || File.Exists("owned.db"));
    }

    public void Dispose() => folder.Dispose();

    private async Task Build()
    {
        string lines = folder.Write("hostile.jsonl", string.Concat(Hostile.Select((text, i) =>
        {
            string json = JsonSerializer.Serialize(text);
            return StructureText.Line(
                "ID", [("Si", 0), ("C", 0.5)], 3 + 0.1 * i,
                $",\"word\":{json},\"source\":{json},{json}:{json},\"properties\":{json},"
                + $"\"input_hash\":{json},\"id \":{json}")
                .Replace("\"ID\"", json, StringComparison.Ordinal) + "\n";
        })));
        ProgramRun run = await ProgramRun.Of(
            "build", lines, "--db", Database, "--kind", "kinetic", "--set", "points=16", "--json");
        Assert.True(run.Code == 0, run.Output + run.Error);
        Assert.Equal(Hostile.Length, run.Json.GetProperty("added").GetInt32());
    }

    private async Task<string> Content()
    {
        ProgramRun verify = await ProgramRun.Of("db", "verify", "--db", Database);
        Assert.True(verify.Code == 0, verify.Error);
        string target = folder.File("export");
        Assert.Equal(
            0, (await ProgramRun.Of("db", "export", "--db", Database, "--out", target)).Code);
        return File.ReadAllText(Path.Combine(target, "materials.jsonl"));
    }
}
