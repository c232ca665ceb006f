using System.Diagnostics;

namespace Similarity.Catalog.Tests;

/// <summary>
/// The lock, against another process: flock of util-linux, which locks as .NET does.
/// </summary>
public sealed class WriterLockTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Location => folder.At("catalog.db");

    [SkippableFact]
    public void AnotherProcessCannotTakeTheLockWhileItIsHeld()
    {
        using (WriterLock.Take(Location))
        {
            Assert.Equal(1, Run("-n", Location + "-writer", "true"));
        }

        Assert.Equal(0, Run("-n", Location + "-writer", "true"));
    }

    [SkippableFact]
    public void TheLockOfAnotherProcessVanishesWithIt()
    {
        // The child of flock inherits the lock; without a child, the one to kill has it.
        using Process other = Start(
            "--no-fork", Location + "-writer", "sh", "-c", "echo held; exec sleep 60");
        Assert.Equal("held", other.StandardOutput.ReadLine());
        foreach (CatalogAccess access in new[] { CatalogAccess.Create, CatalogAccess.Write })
        {
            File.WriteAllBytes(Location, []);
            CatalogException e = Assert.Throws<CatalogException>(
                () => CatalogStores.Open(Location, access, CatalogStores.BuiltIn));
            Assert.Equal(CatalogFault.Busy, e.Fault);
            Assert.Contains("another process", e.Message, StringComparison.Ordinal);
        }

        other.Kill();
        other.WaitForExit();
        using ICatalogStore store =
            CatalogStores.Open(Location, CatalogAccess.Create, CatalogStores.BuiltIn);
        Assert.Empty(store.Materials());
    }

    [Fact]
    public void AFolderThatIsNotThereIsNoPlaceForACatalog()
    {
        CatalogException e = Assert.Throws<CatalogException>(
            () => WriterLock.Take(folder.At("absent/catalog.db")));
        Assert.Equal(CatalogFault.Unavailable, e.Fault);
    }

    public void Dispose() => folder.Dispose();

    private static int Run(params string[] arguments)
    {
        using Process process = Start(arguments);
        process.WaitForExit();
        return process.ExitCode;
    }

    private static Process Start(params string[] arguments)
    {
        Skip.IfNot(File.Exists("/usr/bin/flock"), "flock of util-linux is not installed here");
        return Process.Start(new ProcessStartInfo("/usr/bin/flock", arguments)
        {
            RedirectStandardOutput = true,
        })!;
    }
}
