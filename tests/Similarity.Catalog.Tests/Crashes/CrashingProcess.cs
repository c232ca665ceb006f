using System.Collections.Concurrent;
using System.Diagnostics;

namespace Similarity.Catalog.Tests.Crashes;

/// <summary><see cref="CrashingProgram"/> in a process of its own.</summary>
internal sealed class CrashingProcess : IDisposable
{
    private readonly Process process;
    private readonly BlockingCollection<string> lines = [];
    private readonly List<string> taken = [];
    private readonly Task<string> error;

    public CrashingProcess(
        string verb, string location, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(Host)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(CrashingProgram).Assembly.Location);
        start.ArgumentList.Add(verb);
        start.ArgumentList.Add(location);
        foreach ((string name, string value) in
            environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        error = process.StandardError.ReadToEndAsync();
        Task.Run(() =>
        {
            while (process.StandardOutput.ReadLine() is { } line)
            {
                lines.Add(line);
            }

            lines.CompleteAdding();
        });
    }

    private static string Host =>
        Environment.GetEnvironmentVariable("DOTNET_HOST_PATH")
        ?? (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet"
            ? Environment.ProcessPath!
            : "dotnet");

    /// <summary>Waits until so many batches are written, or the process is at its end.</summary>
    public void WaitForBatches(int count)
    {
        while (count > 0 && lines.TryTake(out string? line, Timeout.Infinite))
        {
            taken.Add(line);
            count -= line.StartsWith(CrashingProgram.Acknowledged, StringComparison.Ordinal)
                ? 1
                : 0;
        }
    }

    /// <summary>SIGKILL: nothing of the program runs after it.</summary>
    public void Kill() => process.Kill();

    /// <summary>Waits for the end, however it came.</summary>
    public ProcessEnd End()
    {
        process.WaitForExit();
        taken.AddRange(lines.GetConsumingEnumerable());
        return new ProcessEnd(process.ExitCode, [.. taken], error.Result);
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
        lines.Dispose();
    }
}

/// <param name="Lines">Of standard output.</param>
internal sealed record ProcessEnd(int Code, string[] Lines, string Error)
{
    private const int Killed = 128 + 9;

    public bool IsKilled => Code == Killed;

    /// <summary>The batches that were written, each as materials, input hashes, vectors.</summary>
    public IEnumerable<(string Id, string InputHash, int Vectors)[]> Batches => Lines
        .Where(line => line.StartsWith(CrashingProgram.Acknowledged, StringComparison.Ordinal)
            && line.EndsWith(CrashingProgram.EndOfBatch, StringComparison.Ordinal))
        .Select(line =>
            line[CrashingProgram.Acknowledged.Length..^CrashingProgram.EndOfBatch.Length].Split(' ')
            .Select(entry => entry.Split(':'))
            .Select(parts => (parts[0], parts[1], int.Parse(
                parts[2], System.Globalization.CultureInfo.InvariantCulture)))
            .ToArray());
}
