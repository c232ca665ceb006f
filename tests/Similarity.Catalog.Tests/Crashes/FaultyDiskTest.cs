using Similarity.Numerics;
using Xunit.Abstractions;

namespace Similarity.Catalog.Tests.Crashes;

/// <summary>
/// An importer whose disk is full or fails, and writes that are cut short, end in a message; what
/// was acknowledged before is there, and the rest follows on a disk that works. One limit is known:
/// of LiteDB a single write that fails among others that do not may damage the file (seen once, as
/// "empty page must be defined as empty type"), so that this one case is not asked of it.
/// </summary>
public sealed class FaultyDiskTest(ITestOutputHelper output)
{
    private static bool IsSlow => Environment.GetEnvironmentVariable("SIMILARITY_SLOW") == "1";

    [SkippableTheory]
    [InlineData(".db", "short", 2, 30)]
    [InlineData(".db", "full", 2, 50)]
    [InlineData(".db", "eio", 2, 50)]
    [InlineData(".db", "dead", 2, 50)]
    [InlineData(".db", "torn", 2, 50)]
    [InlineData(".db", "sync", 2, 50)]
    [InlineData(".litedb", "full", 1, 10)]
    [InlineData(".litedb", "dead", 1, 10)]
    [InlineData(".litedb", "torn", 1, 10)]
    [InlineData(".litedb", "sync", 1, 10)]
    public void NoFaultOfTheDiskHarmsWhatIsThere(string extension, string kind, int few, int many)
    {
        KilledImportTest.SkipWithoutEngine(extension);
        using FaultyDisk? disk = FaultyDisk.Make(out string? whyNone);
        Skip.If(disk is null, whyNone);
        using var catalog = new CrashedCatalog(extension);
        const string name = "/catalog";
        int calls = CallsOf(disk, catalog, name, kind);
        Assert.True(calls > catalog.Batches, $"{calls} calls; the library is not used");
        var random = new RandomStream(23);
        int faults = IsSlow ? many : few, ended = 0;
        for (int i = 0; i < faults; i++)
        {
            int at = 1 + random.Below(calls);
            string location = catalog.NewLocation();
            using var importer = new CrashingProcess(
                "import", location, disk.Environment(name, kind, at));
            ProcessEnd end = importer.End();
            string what = $"{kind} at {at} of {calls}: {end.Code} "
                + $"{end.Lines.LastOrDefault()} {end.Error}";
            bool isTold = end.Code == 1
                && end.Lines[^1].StartsWith("Unavailable: ", StringComparison.Ordinal);
            Assert.True(end.Code == 0 || isTold || (kind == "torn" && end.IsKilled), what);
            ended += end.Code == 0 ? 0 : 1;
            catalog.Check(location, end);
            Directory.Delete(catalog.FolderOf(location), recursive: true);
        }

        output.WriteLine($"{extension} {kind}: {faults} faults in {calls} calls, {ended} ended it");
        Assert.True(kind is not ("full" or "dead" or "torn") || ended > 0, "no fault was felt");
    }

    private static int CallsOf(
        FaultyDisk disk, CrashedCatalog catalog, string name, string kind)
    {
        string location = catalog.NewLocation();
        using var importer = new CrashingProcess("import", location, disk.Environment(name, "", 0));
        ProcessEnd end = importer.End();
        Assert.True(end.Code == 0, end.Error);
        catalog.Check(location, end);
        (int writes, int syncs) = disk.Report();
        return kind == "sync" ? syncs : writes;
    }
}
