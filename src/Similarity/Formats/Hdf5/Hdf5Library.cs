using System.Globalization;
using System.Runtime.InteropServices;

namespace Similarity.Formats.Hdf5;

/// <summary>
/// The HDF5 library of the system: found once, by the names that distributions give it. It is not
/// made for several threads, so that writers take turns.
/// </summary>
public sealed class Hdf5Library
{
    private static readonly string[] Candidates =
    [
        "libhdf5_serial.so.103", "libhdf5.so.103", "libhdf5_serial.so.310", "libhdf5.so.310",
        "libhdf5.so.200", "libhdf5_serial.so", "libhdf5.so", "libhdf5.dylib", "hdf5.dll",
    ];

    private static readonly Lazy<Hdf5Library> Found = new(() => Find(Candidates));

    private static readonly AsyncLocal<Hdf5Library?> Forced = new();

    private readonly nint handle;

    private Hdf5Library(nint handle, string? version, string? whyNot)
    {
        this.handle = handle;
        Version = version;
        WhyNot = whyNot;
    }

    public static Hdf5Library Current => Forced.Value ?? Found.Value;

    /// <summary>As "1.10.8"; null where there is no library.</summary>
    public string? Version { get; }

    /// <summary>Null exactly when there is a library.</summary>
    public string? WhyNot { get; }

    internal static Lock Turn { get; } = new();

    /// <summary>
    /// Looks for a library by other names, until disposed and in this call chain only.
    /// </summary>
    public static IDisposable Use(params string[] names)
    {
        var scope = new Scope(Forced.Value);
        Forced.Value = Find(names);
        return scope;
    }

    /// <summary>The value of an exported identifier.</summary>
    internal long Identifier(string name) =>
        Marshal.ReadInt64(NativeLibrary.GetExport(handle, name));

    private static Hdf5Library Find(IEnumerable<string> names)
    {
        var refusals = new List<string>();
        foreach (string name in names)
        {
            if (!NativeLibrary.TryLoad(name, out nint handle))
            {
                continue;
            }

            string? missing = Hdf5Functions.Names
                .FirstOrDefault(function => !NativeLibrary.TryGetExport(handle, function, out _));
            if (missing is null)
            {
                return Open(handle);
            }

            refusals.Add($"{name} has no {missing}");
        }

        return new Hdf5Library(0, null, refusals is []
            ? $"none of {string.Join(", ", names)} was found"
            : string.Join(", ", refusals));
    }

    private static Hdf5Library Open(nint handle)
    {
        Hdf5Functions.Bind(handle);
        if (Hdf5Functions.Open() < 0
            || Hdf5Functions.Version(out uint major, out uint minor, out uint release) < 0)
        {
            return new Hdf5Library(0, null, "the HDF5 library does not start");
        }

        string version =
            string.Create(CultureInfo.InvariantCulture, $"{major}.{minor}.{release}");
        if (major < 1 || (major == 1 && minor < 10))
        {
            return new Hdf5Library(0, null, $"HDF5 {version} is too old: 1.10 is needed");
        }

        // Failures are exceptions here, not lines on standard error.
        _ = Hdf5Functions.SetErrorHandler(0, 0, 0);
        return new Hdf5Library(handle, version, null);
    }

    private sealed class Scope(Hdf5Library? before) : IDisposable
    {
        public void Dispose() => Forced.Value = before;
    }
}
