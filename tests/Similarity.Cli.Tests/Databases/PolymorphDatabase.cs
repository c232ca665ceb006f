using Similarity.Tests;

namespace Similarity.Cli.Tests.Databases;

/// <summary>
/// Shipped oxides with kinetic spectra on one k-point, and labels that mean nothing: made once for
/// a class of tests.
/// </summary>
public sealed class PolymorphDatabase : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();

    public string Path => folder.File("polymorphs.db");

    public int Count { get; private set; }

    public async Task InitializeAsync()
    {
        string[] files =
        [
            .. Directory.GetFiles(RepositoryFile.Database("polymorphs"), "mp_*.cif")
                .Order(StringComparer.Ordinal),
        ];
        string labels = folder.Write("labels.csv", "id,tcm\n" + string.Join(
            '\n', files.Select((file, i) => $"{System.IO.Path.GetFileName(file)},{i % 3 % 2}")));
        ProgramRun run = await ProgramRun.Of(
            ["build", "--db", Path, .. files, "--kind", "kinetic", "--set", "kgrid=1,1,1",
                "--properties", labels, "--json"]);
        Assert.Equal(0, run.Code);
        Count = files.Length;
    }

    public Task DisposeAsync()
    {
        folder.Dispose();
        return Task.CompletedTask;
    }
}
