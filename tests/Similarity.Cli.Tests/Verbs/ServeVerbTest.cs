using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Similarity.Cli.CommandLine;
using Similarity.Tests;

namespace Similarity.Cli.Tests.Verbs;

/// <summary>The explorer from the command line: what starts it, what ends it.</summary>
public sealed class ServeVerbTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Database => folder.File("m.db");

    [Fact]
    public async Task ItAnswersUntilItIsStopped()
    {
        await Build();
        using var stop = new CancellationTokenSource();
        using var output = new StringWriter();
        using var error = new StringWriter();
        var synchronized = TextWriter.Synchronized(output);
        Task<int> run = SimilarityProgram.RunAsync(
            ["serve", "--db", Database, "--port", "0", "--json"], synchronized, error, stop.Token);
        string text = "";
        while (text.Length == 0)
        {
            Assert.False(run.IsCompleted, error.ToString());
            await Task.Delay(20);

            // What synchronizes its writes is the writer itself.
            lock (synchronized)
            {
                text = output.ToString();
            }
        }

        using JsonDocument document = JsonDocument.Parse(text);
        Assert.Equal("similarity.serve/1", document.RootElement.GetProperty("schema").GetString());
        Assert.True(document.RootElement.GetProperty("read_only").GetBoolean());
        using var client = new HttpClient
        {
            BaseAddress = new Uri(document.RootElement.GetProperty("url").GetString()!),
        };
        Assert.Contains("\"total\":1,", await client.GetStringAsync("/api/materials"));
        await stop.CancelAsync();
        Assert.Equal(ExitCode.Done, await run);
    }

    [Fact]
    public async Task ElsewhereItWantsAToken()
    {
        await Build();
        ProgramRun without = await ProgramRun.Of("serve", "--db", Database, "--bind", "0.0.0.0");
        Assert.Equal(ExitCode.Usage, without.Code);
        Assert.Contains("--token", without.Error);
        ProgramRun shortToken = await ProgramRun.Of(
            "serve", "--db", Database, "--bind", "0.0.0.0", "--token",
            folder.Write("token", "short"));
        Assert.Equal(ExitCode.InvalidInput, shortToken.Code);
        ProgramRun noAddress = await ProgramRun.Of("serve", "--db", Database, "--bind", "here");
        Assert.Equal(ExitCode.Usage, noAddress.Code);
    }

    [Fact]
    public async Task APortInUseAndAnAbsentDatabaseAreSaid()
    {
        await Build();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;
        ProgramRun taken = await ProgramRun.Of("serve", "--db", Database, "--port", $"{port}");
        Assert.Equal(ExitCode.InvalidInput, taken.Code);
        Assert.Contains("in use", taken.Error);
        ProgramRun absent = await ProgramRun.Of("serve", "--db", folder.File("none.db"));
        Assert.Equal(ExitCode.Absent, absent.Code);
    }

    public void Dispose() => folder.Dispose();

    private async Task Build() => Assert.Equal(ExitCode.Done, (await ProgramRun.Of(
        "build", "--db", Database, RepositoryFile.Database("polymorphs/cod_C-Diamond.cif"),
        "--kind", "kinetic", "--set", "kgrid=1,1,1")).Code);
}
