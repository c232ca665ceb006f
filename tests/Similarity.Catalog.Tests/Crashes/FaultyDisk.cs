using System.Diagnostics;
using System.Globalization;
using Similarity.Tests;

namespace Similarity.Catalog.Tests.Crashes;

/// <summary>
/// faults.c, compiled: writes of other processes fail as told. Needs Linux and a C compiler.
/// </summary>
internal sealed class FaultyDisk : IDisposable
{
    private static readonly string[] Compilers = ["cc", "gcc", "clang"];

    private readonly TemporaryFolder folder = new();
    private readonly string shim;

    private FaultyDisk()
    {
        shim = folder.At("faults.so");
    }

    /// <summary>Null where it cannot be compiled, for a reason.</summary>
    public static FaultyDisk? Make(out string? whyNone)
    {
        whyNone = "faults are planted by a preloaded library, on Linux only";
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var disk = new FaultyDisk();
        string source = RepositoryFile.At("tests/Similarity.Catalog.Tests/Crashes/faults.c");
        foreach (string compiler in Compilers)
        {
            whyNone = Run(
                compiler, "-shared", "-fPIC", "-O1", "-o", disk.shim, source, "-ldl");
            if (whyNone is null)
            {
                return disk;
            }
        }

        disk.Dispose();
        return null;
    }

    /// <summary>What a process must find in its environment.</summary>
    /// <param name="path">Part of the path of the files concerned.</param>
    /// <param name="kind">A word of faults.c.</param>
    /// <param name="at">Which write or sync goes wrong; 0 for none.</param>
    public Dictionary<string, string> Environment(string path, string kind, int at) =>
        new(StringComparer.Ordinal)
        {
            ["LD_PRELOAD"] = shim,
            ["FAULT_PATH"] = path,
            ["FAULT_KIND"] = kind,
            ["FAULT_AT"] = at.ToString(CultureInfo.InvariantCulture),
            ["FAULT_REPORT"] = folder.At("report"),
        };

    /// <summary>How many writes and syncs the last process that came to its end did.</summary>
    public (int Writes, int Syncs) Report()
    {
        int[] counts =
        [
            .. File.ReadAllText(folder.At("report")).Split(' ')
                .Select(text => int.Parse(text, CultureInfo.InvariantCulture)),
        ];
        return (counts[0], counts[1]);
    }

    public void Dispose() => folder.Dispose();

    private static string? Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments)
            {
                RedirectStandardError = true,
            })!;
            string error = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? null : $"{program}: {error}";
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return $"no C compiler: {e.Message}";
        }
    }
}
