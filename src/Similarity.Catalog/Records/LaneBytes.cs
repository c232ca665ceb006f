using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Similarity.Catalog.Records;

/// <summary>The lanes of a vector as bytes, little-endian, on every machine.</summary>
public static class LaneBytes
{
    /// <summary>On little-endian machines the memory of the lanes itself.</summary>
    public static ReadOnlySpan<byte> Of(float[] lanes)
    {
        if (BitConverter.IsLittleEndian)
        {
            return MemoryMarshal.AsBytes<float>(lanes);
        }

        uint[] reversed = new uint[lanes.Length];
        BinaryPrimitives.ReverseEndianness(MemoryMarshal.Cast<float, uint>(lanes), reversed);
        return MemoryMarshal.AsBytes<uint>(reversed);
    }

    /// <exception cref="FormatException">There are more or fewer bytes than lanes.</exception>
    public static float[] Read(ReadOnlySpan<byte> bytes, int lanes)
    {
        if (bytes.Length != (long)lanes * sizeof(float))
        {
            throw new FormatException(
                $"a vector of {bytes.Length} bytes; expected {lanes} lanes of 4");
        }

        float[] values = new float[lanes];
        bytes.CopyTo(MemoryMarshal.AsBytes(values.AsSpan()));
        if (!BitConverter.IsLittleEndian)
        {
            Span<uint> words = MemoryMarshal.Cast<float, uint>(values.AsSpan());
            BinaryPrimitives.ReverseEndianness(words, words);
        }

        return values;
    }
}
