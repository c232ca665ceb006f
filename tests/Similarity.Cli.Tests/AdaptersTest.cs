#if HAS_ILGPU
using Similarity.Search.Ilgpu;
#endif
#if HAS_ACCORD
using Similarity.Learning.Accord;
#endif

namespace Similarity.Cli.Tests;

/// <summary>Both worlds: each test says what holds with the package or skips without it.</summary>
public class AdaptersTest
{
    [Fact]
    public void EveryAdapterIsListedWithItsVersionBuiltInOrNot()
    {
        var expected = new[]
        {
            ("litedb", "LiteDB", "5.0.21"),
            ("ilgpu", "ILGPU", "1.5.3"),
            ("accord", "Accord.MachineLearning", "3.8.0"),
        };
        Assert.Equal(
            expected,
            BuiltInAdapters.All().Select(a => (a.Name, a.Package, a.PackageVersion)));
    }

    [Fact]
    public void AnAbsentAdapterNamesItsPackageAndWhereToReadOn()
    {
        foreach (AdapterStatus status in BuiltInAdapters.All().Where(status => !status.BuiltIn))
        {
            string start = $"{status.Package} {status.PackageVersion} could not be restored";
            Assert.StartsWith(start, status.Detail, StringComparison.Ordinal);
            Assert.EndsWith("optional-packages.md", status.Detail, StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    public void LiteDbKeepsVectors()
    {
        AdapterStatus status = BuiltIn("litedb");
        Assert.Equal("kept and found 2 vectors in a database in memory", status.Detail);
    }

    [SkippableFact]
    public void IlgpuAlwaysHasItsCpuDevice()
    {
        AdapterStatus status = BuiltIn("ilgpu");
#if HAS_ILGPU
        IReadOnlyList<IlgpuDevice> devices = IlgpuAdapter.Devices();
        Assert.Contains(devices, device => device.Kind == "CPU" && device.MemoryBytes > 0);
        foreach (IlgpuDevice device in devices)
        {
            Assert.Contains(device.Name, status.Detail, StringComparison.Ordinal);
        }
#endif
    }

    [SkippableFact]
    public void AccordFindsTheCriticalIonicity()
    {
        BuiltIn("accord");
#if HAS_ACCORD
        // Between the most ionic fourfold compound (AgI) and the least ionic sixfold one (CdO).
        Assert.InRange(AccordAdapter.CriticalIonicity(), 0.77, 0.79);
#endif
    }

    private static AdapterStatus BuiltIn(string name)
    {
        AdapterStatus status = BuiltInAdapters.All().Single(status => status.Name == name);
        Skip.IfNot(status.BuiltIn, status.Detail);
        return status;
    }
}
