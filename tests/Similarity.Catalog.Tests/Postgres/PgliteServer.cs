using System.ComponentModel;
using System.Diagnostics;
using Similarity.Tests;

namespace Similarity.Catalog.Tests.Postgres;

/// <summary>
/// PostgreSQL with pgvector in a process of Node.js, started once for all tests that want it, where
/// its packages are installed.
/// </summary>
public sealed class PgliteServer : IDisposable
{
    private static readonly string Folder =
        RepositoryFile.At("tests/Similarity.Catalog.Tests/Pglite");

    private readonly Process? process;

    public PgliteServer()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
        {
            Missing = "PGlite is not installed: npm ci in tests/Similarity.Catalog.Tests/Pglite";
            return;
        }

        try
        {
            process = Process.Start(new ProcessStartInfo("node", "server.mjs")
            {
                WorkingDirectory = Folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            })!;
        }
        catch (Win32Exception e)
        {
            Missing = $"PGlite needs Node.js: {e.Message}";
            return;
        }

        Url = process.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException("the PGlite server ended before it began");
    }

    /// <summary>Why there is no server.</summary>
    public string? Missing { get; }

    public string? Url { get; }

    public void Dispose()
    {
        if (process is null)
        {
            return;
        }

        // The server ends with its input.
        process.StandardInput.Close();
        if (!process.WaitForExit(TimeSpan.FromSeconds(10)))
        {
            process.Kill();
        }

        process.Dispose();
    }
}
