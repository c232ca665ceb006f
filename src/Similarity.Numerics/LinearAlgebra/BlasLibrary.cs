using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Similarity.Numerics.LinearAlgebra;

/// <summary>
/// The OpenBLAS of this machine, or the reason why there is none, and the choice between it and
/// managed code. It runs on one thread unless <see cref="Threads"/> is set: then its sums may
/// depend on that number, as OpenBLAS promises nothing else.
/// </summary>
public sealed class BlasLibrary
{
    public const string EnvironmentVariable = "SIMILARITY_BLAS";

    private static readonly Lazy<BlasLibrary> Lookup = new(Find);

    private static readonly Lazy<BlasBackend> FromEnvironment =
        new(() => Parse(Environment.GetEnvironmentVariable(EnvironmentVariable)));

    private static readonly AsyncLocal<BlasBackend?> Forced = new();

    private BlasLibrary(nint handle, string? name, string? absence)
    {
        Handle = handle;
        Name = name;
        Absence = absence;
    }

    /// <summary>What was found; looked for at most once.</summary>
    public static BlasLibrary Found => Lookup.Value;

    /// <summary>The choice in force.</summary>
    public static BlasBackend Backend => Forced.Value ?? FromEnvironment.Value;

    public bool IsPresent => Absence is null;

    /// <summary>
    /// The name under which it was loaded, such as libopenblas.so.0; null when absent.
    /// </summary>
    public string? Name { get; }

    /// <summary>Why there is no OpenBLAS; null when there is.</summary>
    public string? Absence { get; }

    /// <summary>What it says of itself: version, build options, processor kernels.</summary>
    public string? Version => IsPresent ? Marshal.PtrToStringUTF8(OpenBlas.Configuration()) : null;

    /// <summary>The file, where the system tells.</summary>
    public string? Path
    {
        get
        {
            if (!IsPresent)
            {
                return null;
            }

            using var process = Process.GetCurrentProcess();
            return process.Modules.Cast<ProcessModule>()
                .Select(module => module.FileName)
                .FirstOrDefault(file => System.IO.Path.GetFileName(file)
                    .Contains("openblas", StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>
    /// Threads of OpenBLAS, for the whole process; 1 from the start. Not to be changed while it
    /// computes.
    /// </summary>
    public int Threads
    {
        get => IsPresent ? OpenBlas.GetThreads() : 0;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            if (!IsPresent)
            {
                throw new InvalidOperationException(Absence);
            }

            OpenBlas.SetThreads(value);
        }
    }

    internal nint Handle { get; }

    /// <summary>The library to call now, or null for managed code.</summary>
    internal static BlasLibrary? Selected => Backend switch
    {
        BlasBackend.Managed => null,
        BlasBackend.Auto => Found.IsPresent ? Found : null,
        _ => Found.IsPresent
            ? Found
            : throw new InvalidOperationException($"OpenBLAS was asked for: {Found.Absence}"),
    };

    /// <summary>Forces the choice until disposed, in this call chain only.</summary>
    public static IDisposable Use(BlasBackend backend)
    {
        var scope = new Scope(Forced.Value);
        Forced.Value = backend;
        return scope;
    }

    internal static BlasBackend Parse(string? setting) => setting switch
    {
        null or "" or "auto" => BlasBackend.Auto,
        "managed" => BlasBackend.Managed,
        "openblas" => BlasBackend.OpenBlas,
        _ => throw new InvalidOperationException(
            $"{EnvironmentVariable}={setting}: expected managed, openblas or auto"),
    };

    /// <summary>
    /// Tries the names in turn; one without all the functions is named in the refusal.
    /// </summary>
    internal static BlasLibrary Find(IEnumerable<string> names)
    {
        List<string> refusals = [];
        foreach (string name in names)
        {
            if (!NativeLibrary.TryLoad(name, out nint handle))
            {
                refusals.Add($"{name} not found");
                continue;
            }

            string? missing = OpenBlas.Functions
                .FirstOrDefault(function => !NativeLibrary.TryGetExport(handle, function, out _));
            if (missing is null)
            {
                return new BlasLibrary(handle, name, null);
            }

            NativeLibrary.Free(handle);
            refusals.Add($"{name} has no {missing}");
        }

        return new BlasLibrary(0, null, string.Join(", ", refusals));
    }

    private static BlasLibrary Find()
    {
        string[] names =
            OperatingSystem.IsWindows() ? ["libopenblas.dll", "openblas.dll"]
            : OperatingSystem.IsMacOS() ?
                [
                    "libopenblas.0.dylib",
                    "libopenblas.dylib",
                    "/opt/homebrew/opt/openblas/lib/libopenblas.dylib",
                ]
            : ["libopenblas.so.0", "libopenblas.so"];
        BlasLibrary library = Find(names);
        if (!library.IsPresent)
        {
            return library;
        }

        OpenBlas.Bind(library.Handle);
        string configuration = Marshal.PtrToStringUTF8(OpenBlas.Configuration())!;
        if (configuration.Contains("USE64BITINT", StringComparison.Ordinal))
        {
            return new BlasLibrary(0, null, $"{library.Name} counts in 64 bits, 32 are expected");
        }

        OpenBlas.SetThreads(1);
        return library;
    }

    private sealed class Scope(BlasBackend? before) : IDisposable
    {
        public void Dispose() => Forced.Value = before;
    }
}
