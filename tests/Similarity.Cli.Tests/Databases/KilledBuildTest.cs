using System.Diagnostics;
using Similarity.Cli.CommandLine;
using Similarity.Numerics;
using Similarity.Tests;

namespace Similarity.Cli.Tests.Databases;

/// <summary>The program itself, killed while it builds, and asked to go on.</summary>
public sealed class KilledBuildTest : IDisposable
{
    private const int Structures = 120;

    private readonly TemporaryFolder folder = new();

    private static bool IsSlow => Environment.GetEnvironmentVariable("SIMILARITY_SLOW") == "1";

    [SkippableFact]
    public async Task AKilledBuildGoesOnToTheSameExport()
    {
        Skip.If(OperatingSystem.IsWindows(), "there are no signals on Windows");
        string lines = folder.Write("structures.jsonl", string.Concat(
            ReadLines(RepositoryFile.Database("polymorphs/mp_families.jsonl.gz"))
                .Take(Structures).Select(line => line + "\n")));
        long start = Stopwatch.GetTimestamp();
        using (Process whole = Start(lines, folder.File("whole.db")))
        {
            await whole.WaitForExitAsync();
            Assert.Equal(0, whole.ExitCode);
        }

        TimeSpan time = Stopwatch.GetElapsedTime(start);
        string expected = await Export(folder.File("whole.db"));
        var random = new RandomStream(53);
        int killed = 0, wanted = IsSlow ? 20 : 2;

        // A machine that was busy before may be faster now, and be done before its kill.
        for (int i = 0; i < wanted || (killed == 0 && i < wanted + 8); i++)
        {
            string database = folder.File($"killed-{i}.db");
            using (Process build = Start(lines, database))
            {
                await Task.Delay(time * random.Uniform(0.1, 0.9));
                build.Kill();
                await build.WaitForExitAsync();
                killed += build.ExitCode == 128 + 9 ? 1 : 0;
            }

            ProgramRun verify = await ProgramRun.Of("db", "verify", "--db", database);
            Assert.True(verify.Code is 0 or 4, verify.Error);
            ProgramRun resumed = await ProgramRun.Of(Arguments(lines, database));
            Assert.True(resumed.Code == 0, resumed.Error);
            Assert.Equal(0, (await ProgramRun.Of("db", "verify", "--db", database)).Code);
            Assert.Equal(expected, await Export(database));
        }

        Assert.True(killed > 0, "every build was faster than its kill");
    }

    public void Dispose() => folder.Dispose();

    private static string[] Arguments(string lines, string database) =>
    [
        "build", lines, "--db", database, "--kind", "kinetic", "--set", "points=64", "--resume",
        "--threads", "1", "--quiet",
    ];

    private static Process Start(string lines, string database)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        return Process.Start(new ProcessStartInfo(
            host,
            [typeof(SimilarityProgram).Assembly.Location, .. Arguments(lines, database)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    private static IEnumerable<string> ReadLines(string file)
    {
        using var stream = new System.IO.Compression.GZipStream(
            File.OpenRead(file), System.IO.Compression.CompressionMode.Decompress);
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private async Task<string> Export(string database)
    {
        string target = folder.File("export");
        ProgramRun run = await ProgramRun.Of("db", "export", "--db", database, "--out", target);
        Assert.True(run.Code == 0, run.Error);
        return string.Concat(Directory.EnumerateFiles(target).Order(StringComparer.Ordinal)
            .Select(file => Path.GetFileName(file) + Convert.ToHexString(File.ReadAllBytes(file))));
    }
}
