using System.Text.Json;
using Similarity.Catalog;
using Similarity.Catalog.Codecs;
using Similarity.Catalog.Sqlite;

namespace Similarity.Cli.Tests.Databases;

/// <summary>build, query and db as scripts use them: exit codes and documents.</summary>
public sealed class DatabaseVerbsTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Database => folder.File("sample.db");

    [Fact]
    public async Task ABuildSaysWhatItDidAndDoesNothingTheSecondTime()
    {
        string lines = folder.Write("structures.jsonl", SampleDatabase.Lines);
        string[] build =
            ["build", lines, "--db", Database, "--kind", "kinetic", "--set", "points=32", "--json"];
        ProgramRun first = await ProgramRun.Of(build);
        Assert.Equal(0, first.Code);
        Assert.Equal("similarity.build/1", first.Json.GetProperty("schema").GetString());
        Assert.Equal(SampleDatabase.Count, first.Json.GetProperty("added").GetInt32());
        Assert.Equal(0, first.Json.GetProperty("failed").GetArrayLength());
        ProgramRun second = await ProgramRun.Of(build);
        Assert.Equal(0, second.Code);
        Assert.Equal(0, second.Json.GetProperty("added").GetInt32());
        Assert.Equal(SampleDatabase.Count, second.Json.GetProperty("skipped").GetInt32());

        // Another kind, of what the database holds.
        ProgramRun more = await ProgramRun.Of(
            "build", "--db", Database, "--kind", "kinetic", "--set", "points=16", "--json");
        Assert.Equal(SampleDatabase.Count, more.Json.GetProperty("added").GetInt32());
        ProgramRun info = await ProgramRun.Of("db", "info", "--db", Database, "--json");
        Assert.Equal(2 * SampleDatabase.Count, info.Json.GetProperty("vectors").GetInt32());
        Assert.Equal(2, info.Json.GetProperty("sets").GetArrayLength());
        Assert.Equal("sqlite", info.Json.GetProperty("engine").GetString());

        // Of two sets one must be named.
        ProgramRun unclear = await ProgramRun.Of("query", "--db", Database, "--id", "s0");
        Assert.Equal(2, unclear.Code);
        string windows = info.Json.GetProperty("sets")[0].GetProperty("parameters")
            .GetProperty("windows").GetString()!;
        Assert.Contains("windows=" + windows, unclear.Error, StringComparison.Ordinal);
        ProgramRun named = await ProgramRun.Of(
            "query", "--db", Database, "--id", "s0", "--set", "windows=" + windows);
        Assert.Equal(0, named.Code);

        // By the settings that it was built with.
        ProgramRun built = await ProgramRun.Of(
            "query", "--db", Database, "--id", "s0", "--set", "points=16", "--json");
        Assert.Equal(0, built.Code);
        Assert.EndsWith(
            ":16",
            built.Json.GetProperty("parameters").GetProperty("windows").GetString(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABadInputDoesNotStopTheOthers()
    {
        string lines = folder.Write(
            "bad.jsonl",
            StructureText.Line("good", ("Si", 0)) + "\n"
            + """{"id":"broken","lattice":[[1]],"species":["Si"],"frac_coords":[[0,0,0]]}""" + "\n"
            + StructureText.Line(new string('x', 600), ("Si", 0)) + "\n"
            + StructureText.Line("line\\nbreak\\u001b[2J", ("Si", 0)) + "\n");
        ProgramRun run = await ProgramRun.Of(
            "build", lines, "--db", Database, "--kind", "kinetic", "--json");
        Assert.Equal(3, run.Code);
        Assert.Equal(1, run.Json.GetProperty("added").GetInt32());
        Assert.Equal(3, run.Json.GetProperty("failed").GetArrayLength());
        Assert.DoesNotContain("bug", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[2J", run.Error, StringComparison.Ordinal);
        Assert.Equal(0, (await ProgramRun.Of("db", "verify", "--db", Database)).Code);
    }

    /// <summary>Files of one name in two folders, and one that became another.</summary>
    [Fact]
    public async Task NothingTakesThePlaceOfAnotherUnasked()
    {
        string[] files = [Cell("a/POSCAR", 3.0), Cell("b/POSCAR", 3.2)];
        string[] twins = [Cell("c/x.vasp", 3.6), Cell("d/x.vasp", 3.8)];
        Assert.Equal((0, 1), await Build(files[0]));
        Assert.Equal((0, 1), await Build(files[1]));
        Assert.Equal([files[0], files[1]], Ids());

        // The same name in a folder of its own, after which the same file is something else.
        Assert.Equal((0, 0), await Build(files));
        Cell("a/POSCAR", 3.4);
        (int code, int added) = await Build(files);
        Assert.Equal((3, 0), (code, added));
        double before = EdgeOf(files[0]);
        Assert.Equal((0, 1), await Build([.. files, "--replace"]));
        Assert.NotEqual(before, EdgeOf(files[0]));
        Assert.Equal((3, 1), await Build(twins));
        Assert.Equal((0, 2), await Build([.. twins, "--id-by", "path"]));
        Assert.Equal([.. files, .. twins, "x.vasp"], Ids());

        string Cell(string name, double edge)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(folder.File(name))!);
            return folder.Write(name, FormattableString.Invariant(
                $"cubic\n{edge}\n1 0 0\n0 1 0\n0 0 1\nSi C\n1 1\nDirect\n0 0 0\n.5 .5 .5\n"));
        }

        async Task<(int Code, int Added)> Build(params string[] words)
        {
            ProgramRun run = await ProgramRun.Of(
            [
                "build", .. words, "--db", Database, "--kind", "kinetic", "--set", "points=16",
                "--json",
            ]);
            Assert.True(run.Code is 0 or 3, run.Error);
            return (run.Code, run.Json.GetProperty("added").GetInt32());
        }

        string[] Ids()
        {
            using ICatalogStore store = Open();
            return [.. store.Materials().Select(material => material.Id)];
        }

        double EdgeOf(string id)
        {
            using ICatalogStore store = Open();
            return StructureCodec.Decode(store.Documents(id)[0], id).Lattice.Vectors.Row0.X;
        }

        ICatalogStore Open() => SqliteCatalogStore.Open(Database, CatalogAccess.Read);
    }

    [Fact]
    public async Task AQueryFindsNeighboursByIdByFileAndByFilter()
    {
        await SampleDatabase.Build(Database, folder);
        ProgramRun byId = await ProgramRun.Of(
            "query", "--db", Database, "--id", "s1", "-k", "2", "--json");
        Assert.Equal(0, byId.Code);
        JsonElement document = byId.Json;
        Assert.Equal("similarity.query/1", document.GetProperty("schema").GetString());
        Assert.Equal("euclidean", document.GetProperty("metric").GetString());
        Assert.True(document.GetProperty("is_exact").GetBoolean());
        Assert.Equal(["s0", "s2"], Ids(document).Order());

        // In a file it is what the database has as s1, which is its nearest then.
        string file = folder.File("structures.jsonl");
        ProgramRun byFile = await ProgramRun.Of(
            "query", "--db", Database, "--file", file + "#s1", "-k", "3", "--json");
        Assert.Equal("s1", Ids(byFile.Json)[0]);
        Assert.Equal(
            0, byFile.Json.GetProperty("hits")[0].GetProperty("distance").GetDouble(), 1e-6);
        Assert.Equal(Ids(document).Order(), Ids(byFile.Json)[1..].Order());

        ProgramRun filtered = await ProgramRun.Of(
            "query", "--db", Database, "--id", "s1",
            "--where", "rank >= 4 and gap_ev < 5", "--json");
        Assert.Equal(["s4"], Ids(filtered.Json));
        ProgramRun graph = await ProgramRun.Of(
            "query", "--db", Database, "--id", "s1", "-k", "2", "--device", "graph", "--json");
        Assert.False(graph.Json.GetProperty("is_exact").GetBoolean());
        Assert.Equal(Ids(document), Ids(graph.Json));
    }

    [Theory]
    [InlineData(2, "query", "--db", "@")]
    [InlineData(2, "query", "--db", "@", "--id", "s1", "--file", "x")]
    [InlineData(2, "query", "--db", "@", "--id", "s1", "--metric", "tanimoto2")]
    [InlineData(2, "query", "--db", "@", "--id", "s1", "-k", "0")]
    [InlineData(2, "query", "--db", "@", "--id", "s1", "--effort", "5")]
    [InlineData(2, "query", "--db", "no-kind-of-database", "--id", "s1")]
    [InlineData(2, "db", "delete", "--db", "@")]
    [InlineData(2, "build", "--db", "@", "--kind", "no-such-kind")]
    [InlineData(3, "query", "--db", "@", "--file", "no-such-file.cif")]
    [InlineData(4, "query", "--db", "@", "--id", "no-such-id")]
    [InlineData(4, "query", "--db", "@", "--id", "s1", "--kind", "nomad")]
    [InlineData(4, "query", "--db", "absent.db", "--id", "s1")]
    [InlineData(4, "db", "delete", "--db", "@", "--id", "s1", "--id", "no-such-id")]
    [InlineData(4, "db", "info", "--db", "absent.db")]
    [InlineData(4, "db", "copy", "--db", "absent.db", "--to", "other.db")]
    [InlineData(4, "build", "--db", "absent.db", "--kind", "kinetic")]
    public async Task WhatCannotBeDoneHasItsExitCode(int code, params string[] arguments)
    {
        await SampleDatabase.Build(Database, folder);
        ProgramRun run = await ProgramRun.Of(
            [.. arguments.Select(argument => argument == "@" ? Database : argument)]);
        Assert.True(run.Code == code, $"{run.Code}: {run.Error}");
        Assert.DoesNotContain("bug", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists("absent.db") || File.Exists("other.db"));
        using ICatalogStore store = SqliteCatalogStore.Open(Database, CatalogAccess.Read);
        Assert.Equal(SampleDatabase.Count, store.Count().Materials);
    }

    [Fact]
    public async Task AnErrorInAFilterNamesItsColumn()
    {
        await SampleDatabase.Build(Database, folder);
        ProgramRun run = await ProgramRun.Of(
            "query", "--db", Database, "--id", "s1", "--where", "rank >= and x");
        Assert.Equal(2, run.Code);
        Assert.Contains("--where", run.Error, StringComparison.Ordinal);
        Assert.Contains("column 9", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rankk > 1", true)]
    [InlineData("rank > 100", false)]
    [InlineData("rank > 100 or elements has Si", false)]
    [InlineData("rank > 100 and elements has \"Qq\"", true)]
    public async Task AFilterOfWhatNoMaterialHasIsWarnedOf(string filter, bool isWarned)
    {
        await SampleDatabase.Build(Database, folder);
        string[][] verbs =
        [
            ["query", "--db", Database, "--id", "s1"], ["db", "delete", "--db", Database],
        ];
        foreach (string[] verb in verbs)
        {
            ProgramRun run = await ProgramRun.Of([.. verb, "--where", filter]);
            Assert.Equal(0, run.Code);
            Assert.Equal(isWarned, run.Error.Contains("warning", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task AFilterOfGapsIsWarnedOfWhereOnlyStructuresAre()
    {
        string lines = folder.Write("plain.jsonl", StructureText.Line("plain", ("Si", 0)));
        await ProgramRun.Of(
            "build", lines, "--db", Database, "--kind", "kinetic", "--set", "points=16");
        ProgramRun run = await ProgramRun.Of(
            "query", "--db", Database, "--id", "plain", "--where", "band_gap > 1 or nsites > 9");
        Assert.Equal(0, run.Code);
        Assert.Contains(
            "no material of this database has a gap", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("build", "--kind", "kinetic")]
    [InlineData("db", "compact")]
    [InlineData("db", "delete", "--id", "s1")]
    public async Task ASecondWriterIsToldSo(params string[] verb)
    {
        await SampleDatabase.Build(Database, folder);
        using ICatalogStore writer = SqliteCatalogStore.Open(Database, CatalogAccess.Write);
        ProgramRun run = await ProgramRun.Of([.. verb, "--db", Database]);
        Assert.Equal(1, run.Code);
        Assert.Contains("another process", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("bug", run.Error, StringComparison.Ordinal);
        ProgramRun reader = await ProgramRun.Of("query", "--db", Database, "--id", "s1");
        Assert.Equal(0, reader.Code);
    }

    [Fact]
    public async Task WhatIsDeletedIsGoneAndCompacted()
    {
        await SampleDatabase.Build(Database, folder);
        ProgramRun deleted = await ProgramRun.Of(
            "db", "delete", "--db", Database, "--where", "rank > 2", "--json");
        Assert.Equal(3, deleted.Json.GetProperty("removed").GetArrayLength());
        await ProgramRun.Of("query", "--db", Database, "--id", "s1");
        Assert.True(Directory.Exists(Database + ".vectors"));
        Assert.Equal(0, (await ProgramRun.Of("db", "compact", "--db", Database)).Code);
        Assert.False(Directory.Exists(Database + ".vectors"));
        ProgramRun verify = await ProgramRun.Of("db", "verify", "--db", Database, "--json");
        Assert.Equal(3, verify.Json.GetProperty("materials").GetInt32());
        Assert.Equal(0, verify.Json.GetProperty("problems").GetArrayLength());
    }

    [Fact]
    public async Task ACopyOfOneEngineExportsAsTheOriginal()
    {
        await SampleDatabase.Build(Database, folder);
        string copy = folder.File("copy.sqlite");
        ProgramRun copied = await ProgramRun.Of("db", "copy", "--db", Database, "--to", copy);
        Assert.Equal(0, copied.Code);
        foreach ((string database, string name) in new[] { (Database, "one"), (copy, "two") })
        {
            ProgramRun export = await ProgramRun.Of(
                "db", "export", "--db", database, "--out", folder.File(name), "--json");
            Assert.Equal(SampleDatabase.Count, export.Json.GetProperty("vectors").GetInt32());
        }

        foreach (string file in Directory.EnumerateFiles(folder.File("one")))
        {
            Assert.Equal(
                File.ReadAllBytes(file),
                File.ReadAllBytes(Path.Combine(folder.File("two"), Path.GetFileName(file))));
        }
    }

    [Fact]
    public async Task AnExportThatCannotBeWrittenIsNoBug()
    {
        await SampleDatabase.Build(Database, folder);
        string way = folder.Write("in-the-way", "");
        ProgramRun run = await ProgramRun.Of("db", "export", "--db", Database, "--out", way);
        Assert.Equal(1, run.Code);
        Assert.DoesNotContain("bug", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static string[] Ids(JsonElement document) =>
    [
        .. document.GetProperty("hits").EnumerateArray()
            .Select(hit => hit.GetProperty("id").GetString()!),
    ];
}
