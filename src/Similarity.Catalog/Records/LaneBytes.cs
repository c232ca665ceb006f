using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Similarity.Search;

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

    /// <exception cref="FormatException">
    /// There are more or fewer bytes than lanes, or they are no vector of the space: a hash beside
    /// them says that they were written so, not that they may be searched.
    /// </exception>
    public static float[] Read(ReadOnlySpan<byte> bytes, VectorSpace space)
    {
        int lanes = space.Lanes;
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

        if (space.FaultOf(values) is { } fault)
        {
            throw new FormatException($"no vector: {fault}");
        }

        return values;
    }
}
