using System.Diagnostics;
using Similarity.Numerics;
using Xunit.Abstractions;

namespace Similarity.Catalog.Tests.Crashes;

/// <summary>
/// An importer that is killed, at any time, loses nothing that it said was written.
/// </summary>
public sealed class KilledImportTest(ITestOutputHelper output)
{
    private const int MostKills = 20;

    private static bool IsSlow => Environment.GetEnvironmentVariable("SIMILARITY_SLOW") == "1";

    /// <summary>
    /// Every other kill comes a while after a number of batches, the others at any time after the
    /// start, also before the file is made and in the midst of its making.
    /// </summary>
    [SkippableTheory]
    [InlineData(".db", 11, 3, 50)]
    [InlineData(".db", 12, 3, 50)]
    [InlineData(".db", 13, 2, 50)]
    [InlineData(".db", 14, 2, 50)]
    [InlineData(".litedb", 15, 2, 20)]
    public void WhatAKilledImportAcknowledgedIsThereAndTheRestFollows(
        string extension, int seed, int few, int many)
    {
        SkipWithoutEngine(extension);
        using var catalog = new CrashedCatalog(extension);
        var random = new RandomStream((ulong)seed);
        TimeSpan whole = TimeOfAll(catalog);
        int kills = IsSlow ? many : few, midway = 0, late = 0;

        // On a busy machine the first few may all come too late.
        for (int i = 0; i < kills || (midway == 0 && i < MostKills); i++)
        {
            string location = catalog.NewLocation();
            using var importer = new CrashingProcess("import", location);
            if (i % 2 == 0)
            {
                importer.WaitForBatches(
                    i < few ? catalog.Batches / 2 : random.Below(catalog.Batches + 1));
                Wait(TimeSpan.FromMilliseconds(random.Uniform(0, 20)));
            }
            else
            {
                Wait(whole * random.Uniform(0, 1.1));
            }

            importer.Kill();
            ProcessEnd end = importer.End();
            Assert.True(end.IsKilled || end.Code == 0, $"kill {i}: {end.Code} {end.Error}");
            late += end.IsKilled ? 0 : 1;
            int batches = end.Batches.Count();
            midway += batches > 0 && batches < catalog.Batches ? 1 : 0;
            catalog.Check(location, end);
            Directory.Delete(catalog.FolderOf(location), recursive: true);
        }

        output.WriteLine(
            $"{kills} kills, {midway} between the first and the last batch, {late} after the end");
        Assert.True(midway > 0, "no kill came in the midst of the import");
    }

    internal static void SkipWithoutEngine(string extension)
    {
#if !HAS_LITEDB
        Skip.If(
            extension == ".litedb", "the package LiteDB could not be restored when this was built");
#endif
        Skip.If(OperatingSystem.IsWindows(), "there are no signals on Windows");
    }

    private static TimeSpan TimeOfAll(CrashedCatalog catalog)
    {
        string location = catalog.NewLocation();
        long start = Stopwatch.GetTimestamp();
        using var importer = new CrashingProcess("import", location);
        ProcessEnd end = importer.End();
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        Assert.True(end.Code == 0, end.Error);
        Assert.Equal(catalog.Batches, end.Batches.Count());
        catalog.Check(location, end);
        return time;
    }

    private static void Wait(TimeSpan time)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            TimeSpan left = time - Stopwatch.GetElapsedTime(start);
            if (left > TimeSpan.FromMilliseconds(3))
            {
                Thread.Sleep(left - TimeSpan.FromMilliseconds(2));
            }
        }
    }
}
