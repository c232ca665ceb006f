using System.Buffers.Binary;
using System.Text;

namespace Similarity.Formats.Npz;

/// <summary>
/// Writes .npy version 1, little-endian doubles, last axis fastest: numpy.load reads it.
/// </summary>
public static class NpyWriter
{
    // numpy wants the data to start at a multiple of 64.
    private const int Alignment = 64;

    private const int PrefixLength = 10;

    public static void Write(Stream stream, NpyArray array)
    {
        string dictionary =
            $"{{'descr': '<f8', 'fortran_order': False, 'shape': {array.ShapeText}, }}";
        int unpadded = PrefixLength + dictionary.Length + 1;
        int headerLength = (unpadded + Alignment - 1) / Alignment * Alignment - PrefixLength;
        byte[] prefix = [0x93, .. "NUMPY"u8, 1, 0, 0, 0];
        BinaryPrimitives.WriteUInt16LittleEndian(prefix.AsSpan(8), checked((ushort)headerLength));
        stream.Write(prefix);
        stream.Write(Encoding.ASCII.GetBytes(dictionary.PadRight(headerLength - 1) + '\n'));

        byte[] bytes = new byte[sizeof(double)];
        foreach (double value in array.Values)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
            stream.Write(bytes);
        }
    }

    /// <summary>Writes one array to a file.</summary>
    public static void Write(string path, NpyArray array)
    {
        using var stream = new FileStream(
            path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        Write(stream, array);
    }
}
