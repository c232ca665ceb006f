using System.Reflection;
using Similarity.Catalog;
using Similarity.Search.Device;
#if HAS_LITEDB
using Similarity.Catalog.LiteDb;
#endif
#if HAS_ILGPU
using Similarity.Search.Ilgpu;
#endif
#if HAS_ACCORD
using Similarity.Learning.Accord;
#endif

namespace Similarity.Cli;

/// <summary>An adapter of an optional package, in this build of the program.</summary>
/// <param name="PackageVersion">The version built in or, where absent, asked for.</param>
/// <param name="Detail">What the adapter did when tried; where absent, why it is not there.</param>
internal sealed record AdapterStatus(
    string Name, string Package, string PackageVersion, bool BuiltIn, string Detail);

internal static class BuiltInAdapters
{
    /// <summary>Tries every adapter; the absent ones are listed too.</summary>
    public static IReadOnlyList<AdapterStatus> All() =>
    [
#if HAS_LITEDB
        Present("litedb", "LiteDB", LiteDbAdapter.SelfTest()),
#else
        Absent("litedb", "LiteDB"),
#endif
#if HAS_ILGPU
        Present("ilgpu", "ILGPU", IlgpuAdapter.SelfTest()),
#else
        Absent("ilgpu", "ILGPU"),
#endif
#if HAS_ACCORD
        Present("accord", "Accord.MachineLearning", AccordAdapter.SelfTest()),
#else
        Absent("accord", "Accord.MachineLearning"),
#endif
    ];

    /// <summary>What databases can be opened with.</summary>
    public static IReadOnlyList<CatalogEngine> Engines { get; } =
    [
        .. CatalogStores.BuiltIn,
#if HAS_LITEDB
        LiteDbAdapter.Engine,
#endif
    ];

    /// <summary>Devices that adapters search with.</summary>
    public static IReadOnlyList<SearchDevice> SearchDevices() =>
#if HAS_ILGPU
        IlgpuAdapter.SearchDevices();
#else
        [];
#endif

    private static AdapterStatus Present(string name, string package, string detail) =>
        new(name, package, VersionOf(package), BuiltIn: true, detail);

    private static AdapterStatus Absent(string name, string package)
    {
        string version = VersionOf(package);
        return new AdapterStatus(
            name, package, version, BuiltIn: false,
            $"{package} {version} could not be restored when this program was built; "
            + "see src/docs/optional-packages.md");
    }

    private static string VersionOf(string package) =>
        typeof(BuiltInAdapters).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(metadata => metadata.Key == package).Value!;
}
