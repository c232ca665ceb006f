using System.Runtime.InteropServices;

namespace Similarity.Numerics.Hardware;

/// <summary>
/// A driver's shared library. It is never unloaded: drivers start threads and exit handlers of
/// their own, which would then run unmapped code.
/// </summary>
internal readonly struct DriverLibrary
{
    private readonly nint handle;

    private DriverLibrary(nint handle) => this.handle = handle;

    /// <summary>Opens the first of the names that the system's loader knows.</summary>
    public static bool TryOpen(ReadOnlySpan<string> names, out DriverLibrary library)
    {
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, out nint handle))
            {
                library = new DriverLibrary(handle);
                return true;
            }
        }

        library = default;
        return false;
    }

    /// <summary>The address of a function; throws when the library does not have it.</summary>
    public nint Function(string name) => NativeLibrary.GetExport(handle, name);
}
