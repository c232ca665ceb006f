using System.Runtime.InteropServices;

namespace Similarity.Formats.Hdf5;

/// <summary>
/// The functions taken from the HDF5 library, 1.10 or later, whose identifiers have 64 bits. A
/// negative result is a failure.
/// </summary>
internal static unsafe partial class Hdf5Functions
{
    public const uint Truncate = 2;
    public const int SelectSet = 0;

    private const string Library = "hdf5";

    public static IReadOnlyList<string> Names { get; } =
    [
        "H5open", "H5get_libversion", "H5Eset_auto2", "H5Fcreate", "H5Fclose",
        "H5Screate_simple", "H5Sselect_hyperslab", "H5Sclose", "H5Pcreate", "H5Pset_chunk",
        "H5Pset_obj_track_times", "H5Pclose", "H5Dcreate2", "H5Dwrite", "H5Dclose",
        "H5Tcopy", "H5Tset_size", "H5Tclose", "H5Acreate2", "H5Awrite", "H5Aclose",
        "H5T_IEEE_F64LE_g", "H5T_NATIVE_DOUBLE_g",
        "H5T_C_S1_g", "H5P_CLS_DATASET_CREATE_ID_g",
    ];

    /// <summary>Sends the imports below to the library found at run time.</summary>
    public static void Bind(nint handle) =>
        NativeLibrary.SetDllImportResolver(
            typeof(Hdf5Functions).Assembly, (name, _, _) => name == Library ? handle : 0);

    [LibraryImport(Library, EntryPoint = "H5open")]
    public static partial int Open();

    [LibraryImport(Library, EntryPoint = "H5get_libversion")]
    public static partial int Version(out uint major, out uint minor, out uint release);

    [LibraryImport(Library, EntryPoint = "H5Eset_auto2")]
    public static partial int SetErrorHandler(long stack, nint function, nint data);

    [LibraryImport(
        Library, EntryPoint = "H5Fcreate", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long CreateFile(string name, uint flags, long creation, long access);

    [LibraryImport(Library, EntryPoint = "H5Fclose")]
    public static partial int CloseFile(long file);

    [LibraryImport(Library, EntryPoint = "H5Screate_simple")]
    public static partial long CreateSpace(int rank, ulong* counts, ulong* most);

    [LibraryImport(Library, EntryPoint = "H5Sselect_hyperslab")]
    public static partial int SelectBlock(
        long space, int operation, ulong* start, ulong* stride, ulong* count, ulong* block);

    [LibraryImport(Library, EntryPoint = "H5Sclose")]
    public static partial int CloseSpace(long space);

    [LibraryImport(Library, EntryPoint = "H5Pcreate")]
    public static partial long CreateProperties(long kind);

    [LibraryImport(Library, EntryPoint = "H5Pset_chunk")]
    public static partial int SetChunk(long properties, int rank, ulong* counts);

    [LibraryImport(Library, EntryPoint = "H5Pset_obj_track_times")]
    public static partial int SetTimes(long properties, byte areKept);

    [LibraryImport(Library, EntryPoint = "H5Pclose")]
    public static partial int CloseProperties(long properties);

    [LibraryImport(
        Library, EntryPoint = "H5Dcreate2", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long CreateArray(
        long file, string name, long type, long space, long links, long creation, long access);

    [LibraryImport(Library, EntryPoint = "H5Dwrite")]
    public static partial int Write(
        long array, long type, long memory, long space, long transfer, void* values);

    [LibraryImport(Library, EntryPoint = "H5Dclose")]
    public static partial int CloseArray(long array);

    [LibraryImport(Library, EntryPoint = "H5Tcopy")]
    public static partial long CopyType(long type);

    [LibraryImport(Library, EntryPoint = "H5Tset_size")]
    public static partial int SetSize(long type, nuint bytes);

    [LibraryImport(Library, EntryPoint = "H5Tclose")]
    public static partial int CloseType(long type);

    [LibraryImport(
        Library, EntryPoint = "H5Acreate2", StringMarshalling = StringMarshalling.Utf8)]
    public static partial long CreateAttribute(
        long owner, string name, long type, long space, long creation, long access);

    [LibraryImport(Library, EntryPoint = "H5Awrite")]
    public static partial int WriteAttribute(long attribute, long type, void* value);

    [LibraryImport(Library, EntryPoint = "H5Aclose")]
    public static partial int CloseAttribute(long attribute);
}
