using Similarity.Catalog.Tests;
using Similarity.Numerics;
using Xunit.Abstractions;

namespace Similarity.Cli.Tests.Databases;

/// <summary>
/// Databases that came to harm, or were made to do harm: the program says what is wrong with them
/// (exit code 3) or works with them, and writes nowhere but beside them and where it was asked to.
/// </summary>
public sealed class HostileDatabaseTest(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly TemporaryFolder folder = new();
    private int reported, sound;

    private static bool IsSlow => Environment.GetEnvironmentVariable("SIMILARITY_SLOW") == "1";

    private string Inside => folder.File("inside");

    private string Out => folder.File("out");

    [Fact]
    public async Task NoMutantOfAnSqliteFileDoesMoreThanBeingInvalid() =>
        await RunFiles("sample.db", IsSlow ? 500 : 30, pageSize: 16384, seed: 41);

    [SkippableFact]
    public async Task NoMutantOfALiteDbFileDoesMoreThanBeingInvalid()
    {
        Skip.IfNot(
            BuiltInAdapters.All().Single(adapter => adapter.Name == "litedb").BuiltIn,
            "the package LiteDB could not be restored when this was built");
        await RunFiles("sample.litedb", IsSlow ? 200 : 10, pageSize: 8192, seed: 43);
    }

    [Fact]
    public async Task NoRecordWithARightHashDoesMoreThanBeingInvalid()
    {
        string location = await Build("sample.db");
        byte[] original = File.ReadAllBytes(location);
        var random = new RandomStream(47);
        int mutants = IsSlow ? 500 : 40;
        for (int i = 0; i < mutants; i++)
        {
            Restore(location, original);
            HostileRecords.Plant(location, random.Child((ulong)i));
            await RunVerbs(location, $"mutant {i}", null);
        }

        Report(mutants);
        Assert.True(reported > mutants / 4, $"only {reported} of {mutants} were told of");
    }

    public void Dispose() => folder.Dispose();

    private async Task RunFiles(string name, int mutants, int pageSize, ulong seed)
    {
        string location = await Build(name);
        byte[] original = File.ReadAllBytes(location);
        string[] expected = (await RunVerbs(location, "the original", null))!;
        var random = new RandomStream(seed);
        for (int i = 0; i < mutants; i++)
        {
            Restore(location, Mutant(original, pageSize, random.Child((ulong)i)));
            await RunVerbs(location, $"mutant {i}", expected);
        }

        Report(mutants);
        Assert.True(reported > mutants / 4, $"only {reported} of {mutants} were told of");
    }

    /// <summary>Bytes are changed or cut out, pages exchanged, fields of the header set.</summary>
    private static byte[] Mutant(byte[] original, int pageSize, RandomStream random)
    {
        byte[] mutant = [.. original];
        int pages = mutant.Length / pageSize;
        int page = random.Below(pages) * pageSize, other = random.Below(pages) * pageSize;
        switch (random.Below(6))
        {
            case 0:
                original.AsSpan(page, pageSize).CopyTo(mutant.AsSpan(other));
                return mutant;
            case 1:
                original.AsSpan(page, pageSize).CopyTo(mutant.AsSpan(other));
                original.AsSpan(other, pageSize).CopyTo(mutant.AsSpan(page));
                return mutant;
            case 2:
                for (int i = 0; i < pageSize; i++)
                {
                    mutant[page + i] = (byte)random.Below(256);
                }

                return mutant;
            case 3:
                mutant[random.Below(100)] = (byte)random.Below(256);
                return mutant;
            default:
                return FileMutants.Of(original, random);
        }
    }

    private async Task<string> Build(string name)
    {
        Directory.CreateDirectory(Inside);
        string location = Path.Combine(Inside, name);
        await SampleDatabase.Build(location, folder);
        return location;
    }

    private void Restore(string location, byte[] content)
    {
        foreach (string file in Directory.EnumerateFiles(Inside))
        {
            File.Delete(file);
        }

        if (Directory.Exists(location + ".vectors"))
        {
            Directory.Delete(location + ".vectors", recursive: true);
        }

        File.WriteAllBytes(location, content);
    }

    /// <summary>Runs all verbs that read, and returns what they say of the content.</summary>
    /// <param name="expected">What they say of the original; null for another database.</param>
    private async Task<string[]?> RunVerbs(string location, string what, string[]? expected)
    {
        string structure = folder.Write(
            "query.jsonl", StructureText.Line("q", [("Si", 0), ("C", 0.5)], 3.3));
        string[][] verbs =
        [
            ["db", "verify", "--db", location],
            ["db", "info", "--db", location],
            ["query", "--db", location, "--id", "s1", "-k", "3", "--device", "cpu"],
            ["query", "--db", location, "--file", structure, "--where", "rank >= 2 and source = 'x'"],
            ["query", "--db", location, "--id", "s2", "--device", "graph", "-k", "3"],
            ["db", "export", "--db", location, "--out", Out],
        ];
        var codes = new List<int>();
        var texts = new List<string>();
        foreach (string[] verb in verbs)
        {
            // People's text too: it is shown to a terminal.
            Task<ProgramRun> run = Task.Run(() => ProgramRun.Of([.. verb, "--json"]));
            await run.WaitAsync(Patience);
            (int code, string text, string error) = await run;
            string told = $"{what}: {string.Join(' ', verb)}: {code} {error}";
            Assert.True(code is 0 or 3 or 4 or 5, told);
            Assert.DoesNotContain("bug", error, StringComparison.Ordinal);
            Assert.DoesNotContain(error, c => char.IsControl(c) && c is not ('\n' or '\r' or '\t'));
            codes.Add(code);
            texts.Add(verb[0] == "query" && code == 0 ? Hits(text) : "");
        }

        texts.Add(codes[^1] == 0 ? ExportText() : "");
        AssertNothingOutside(what);
        reported += codes.Exists(code => code != 0) ? 1 : 0;
        sound += codes.TrueForAll(code => code == 0) ? 1 : 0;
        if (expected is not null && codes[0] == 0)
        {
            Assert.True(codes.TrueForAll(code => code == 0), what + ": " + string.Join(' ', codes));
            Assert.Equal(expected, texts);
        }

        return [.. texts];
    }

    /// <summary>The neighbours of a query, without times.</summary>
    private static string Hits(string document)
    {
        using var json = System.Text.Json.JsonDocument.Parse(document);
        return json.RootElement.GetProperty("hits").GetRawText();
    }

    private string ExportText() => string.Concat(Directory.EnumerateFiles(Out)
        .Order(StringComparer.Ordinal)
        .Select(file => Path.GetFileName(file) + Convert.ToHexString(File.ReadAllBytes(file))));

    private void AssertNothingOutside(string what)
    {
        string[] allowed = ["inside", "out", "structures.jsonl", "query.jsonl"];
        Assert.True(
            Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(Inside)!)
                .All(path => allowed.Contains(Path.GetFileName(path))),
            what + ": wrote beside the folder of the database");
        string name = Path.GetFileName(Directory.EnumerateFiles(Inside, "sample.*").Min()!);
        Assert.True(
            Directory.EnumerateFileSystemEntries(Inside)
                .All(path => Path.GetFileName(path).StartsWith("sample", StringComparison.Ordinal)),
            what + ": wrote in the folder of the database: " + name);
        Assert.False(Directory.Exists("/tmp/similarity-outside"), what);
        Assert.Empty(
            Directory.EnumerateFileSystemEntries(Path.GetTempPath(), "similarity-outside*"));
        Assert.Empty(
            Directory.EnumerateFileSystemEntries(Environment.CurrentDirectory, "outside*"));
    }

    private void Report(int mutants) => output.WriteLine(
        $"{mutants} mutants: {reported} told of, {sound} with nothing to tell");
}
