using Similarity.Numerics;
using Xunit.Abstractions;

namespace Similarity.Catalog.Tests.Crashes;

/// <summary>
/// Segments and graphs are derived: whatever befalls them, while they are written or after, a
/// search finds what it would have found without them.
/// </summary>
public sealed class FaultySegmentsTest : IDisposable
{
    private readonly ITestOutputHelper output;
    private readonly TemporaryFolder folder = new();
    private readonly string original;
    private readonly string expected;
    private int count;

    public FaultySegmentsTest(ITestOutputHelper output)
    {
        this.output = output;
        original = folder.At("original.db");
        using ICatalogStore store = CrashingProgram.Open(original, CatalogAccess.Create);
        CrashingProgram.Import(store);
        expected = string.Join(' ', CrashingProgram.Search(store, null));
    }

    private static bool IsSlow => Environment.GetEnvironmentVariable("SIMILARITY_SLOW") == "1";

    [SkippableTheory]
    [InlineData("short")]
    [InlineData("full")]
    [InlineData("eio")]
    [InlineData("dead")]
    [InlineData("torn")]
    [InlineData("sync")]
    public void AFaultWhileTheyAreWrittenChangesNoResult(string kind)
    {
        using FaultyDisk? disk = FaultyDisk.Make(out string? whyNone);
        Skip.If(disk is null, whyNone);
        string first = Copy();
        ProcessEnd sound = Search(first, disk.Environment(".vectors", "", 0));
        Assert.Equal([expected, "done"], sound.Lines);
        (int writes, int syncs) = disk.Report();
        int calls = kind == "sync" ? syncs : writes;
        Assert.True(calls > 1, $"{calls} calls; the library is not used");

        // Every single call in turn, or a few of them.
        var random = new RandomStream(31);
        int[] places = IsSlow || calls <= 2
            ? [.. Enumerable.Range(1, calls)]
            : [.. random.Sample(calls, 2).Select(call => call + 1)];
        foreach (int at in places)
        {
            string location = Copy();
            ProcessEnd end = Search(location, disk.Environment(".vectors", kind, at));
            if (kind != "torn")
            {
                Assert.True(end.Code == 0, $"{kind} at {at}: {end.Code} {end.Error}");
                Assert.Equal([expected, "done"], end.Lines);
            }
            else
            {
                Assert.True(end.IsKilled, $"{end.Code} {end.Error}");
            }

            AssertFound(location);
            AssertFound(location);
        }

        output.WriteLine($"{kind}: {places.Length} of {calls} calls");
    }

    /// <summary>Bytes are changed, pieces are cut out, files exchanged.</summary>
    [Fact]
    public void DamagedFilesAreMadeAnew()
    {
        string location = Copy();
        AssertFound(location);
        string[] files =
        [
            .. Directory.EnumerateFiles(
                location + ".vectors", "*", SearchOption.AllDirectories)
                .Where(file => new FileInfo(file).Length > 0)
                .Order(StringComparer.Ordinal),
        ];
        Assert.Equal([".graph", ".vectors"], files.Select(file => Path.GetExtension(file)).Order());
        var random = new RandomStream(37);
        for (int i = 0; i < (IsSlow ? 200 : 20); i++)
        {
            foreach (string file in files)
            {
                byte[] content = File.ReadAllBytes(file);
                File.WriteAllBytes(file, FileMutants.Of(content, random));
            }

            AssertFound(location);
        }

        File.Copy(files[0], files[1], overwrite: true);
        AssertFound(location);
    }

    public void Dispose() => folder.Dispose();

    private static ProcessEnd Search(
        string location, IReadOnlyDictionary<string, string> environment)
    {
        using var searcher = new CrashingProcess("search", location, environment);
        return searcher.End();
    }

    private void AssertFound(string location)
    {
        using ICatalogStore store = CrashingProgram.Open(location, CatalogAccess.Read);
        Assert.Equal(
            expected, string.Join(' ', CrashingProgram.Search(store, location + ".vectors")));
    }

    private string Copy()
    {
        string location = folder.At(
            $"copy-{(++count).ToString(System.Globalization.CultureInfo.InvariantCulture)}.db");
        File.Copy(original, location);
        return location;
    }
}
