using System.Text;

namespace Similarity.Formats.Hdf5;

/// <summary>
/// A new file of arrays. Nothing in it depends on when it was written. All of one file is to be
/// done on one thread, which others wait for.
/// </summary>
public sealed unsafe class Hdf5Writer : IDisposable
{
    private readonly long file;
    private bool isClosed;

    /// <exception cref="IOException">The file cannot be made, or there is no HDF5.</exception>
    public Hdf5Writer(string path)
    {
        if (Hdf5Library.Current.WhyNot is string reason)
        {
            throw new IOException($"there is no HDF5 library: {reason}");
        }

        // The library says only that it failed; this says why, in the words of the system.
        File.Create(path).Dispose();
        Hdf5Library.Turn.Enter();
        file = Hdf5Functions.CreateFile(path, Hdf5Functions.Truncate, 0, 0);
        if (file < 0)
        {
            Hdf5Library.Turn.Exit();
            throw new IOException($"HDF5 cannot create {path}");
        }
    }

    /// <summary>Doubles to be written block after block.</summary>
    /// <param name="chunk">What lies together in the file and is read at once.</param>
    public Hdf5Array Create(string name, int[] counts, int[] chunk) =>
        new(file, name, counts, chunk);

    /// <summary>An array of doubles as a whole.</summary>
    public void Write(string name, int[] counts, double[] values, string? unit = null)
    {
        using Hdf5Array array = Create(name, counts, counts);
        array.Write(new int[counts.Length], counts, values);
        if (unit is not null)
        {
            array.Describe("unit", unit);
        }
    }

    /// <exception cref="IOException">What was written could not be put on disk.</exception>
    public void Close()
    {
        if (!isClosed)
        {
            isClosed = true;
            int result = Hdf5Functions.CloseFile(file);
            Hdf5Library.Turn.Exit();
            Check(result, "close the file");
        }
    }

    /// <summary>After <see cref="Close"/> nothing; else the file is given up.</summary>
    public void Dispose()
    {
        if (!isClosed)
        {
            isClosed = true;
            _ = Hdf5Functions.CloseFile(file);
            Hdf5Library.Turn.Exit();
        }
    }

    internal static long Check(long result, string what) => result >= 0
        ? result
        : throw new IOException($"HDF5 failed to {what}");

    /// <summary>A text as an attribute of an array or file.</summary>
    internal static void Describe(long owner, string name, string text)
    {
        byte[] bytes = [.. Encoding.ASCII.GetBytes(text), 0];
        ulong one = 1;
        long type = Check(
            Hdf5Functions.CopyType(Hdf5Library.Current.Identifier("H5T_C_S1_g")), "copy a type");
        Check(Hdf5Functions.SetSize(type, (nuint)bytes.Length), "size a text");
        long space = Check(Hdf5Functions.CreateSpace(1, &one, null), "shape a text");
        long attribute = Check(
            Hdf5Functions.CreateAttribute(owner, name, type, space, 0, 0), "name a text");
        fixed (byte* value = bytes)
        {
            Check(Hdf5Functions.WriteAttribute(attribute, type, value), "write a text");
        }

        _ = Hdf5Functions.CloseAttribute(attribute);
        _ = Hdf5Functions.CloseSpace(space);
        _ = Hdf5Functions.CloseType(type);
    }
}
