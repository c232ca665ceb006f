using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text;

namespace Similarity.Search.Segments;

/// <summary>
/// What a segment says of itself besides its vectors: the points of the axes, and a text of whoever
/// made it. In bytes: the number of axes; of each its number of points and these; the bytes of the
/// text and these.
/// </summary>
internal static class SegmentDescription
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    public static byte[] ToBytes(ImmutableArray<ImmutableArray<double>> axes, string tag)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(axes.Length);
        foreach (ImmutableArray<double> axis in axes)
        {
            writer.Write(axis.Length);
            foreach (double point in axis)
            {
                writer.Write(point);
            }
        }

        byte[] text = Strict.GetBytes(tag);
        writer.Write(text.Length);
        writer.Write(text);
        return stream.ToArray();
    }

    public static (ImmutableArray<ImmutableArray<double>> Axes, string Tag) Read(
        string file, ReadOnlySpan<byte> bytes)
    {
        int count = Length(file, ref bytes, sizeof(int));
        var axes = ImmutableArray.CreateBuilder<ImmutableArray<double>>(count);
        for (int axis = 0; axis < count; axis++)
        {
            int points = Length(file, ref bytes, sizeof(double));
            double[] values = new double[points];
            for (int i = 0; i < points; i++)
            {
                values[i] = BinaryPrimitives.ReadDoubleLittleEndian(bytes[(i * 8)..]);
            }

            bytes = bytes[(points * sizeof(double))..];
            axes.Add([.. values]);
        }

        int length = Length(file, ref bytes, 1);
        if (length != bytes.Length)
        {
            throw new InvalidSegmentException(
                file, $"description: {bytes.Length - length} bytes too many");
        }

        try
        {
            return (axes.MoveToImmutable(), Strict.GetString(bytes));
        }
        catch (DecoderFallbackException exception)
        {
            throw new InvalidSegmentException(
                file, "description: the tag is not UTF-8", exception);
        }
    }

    /// <summary>A number of things of so many bytes each, that many bytes being there.</summary>
    private static int Length(string file, ref ReadOnlySpan<byte> bytes, int size)
    {
        if (bytes.Length < sizeof(int))
        {
            throw new InvalidSegmentException(file, "description: cut off");
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        bytes = bytes[sizeof(int)..];
        if (length < 0 || length > bytes.Length / size)
        {
            throw new InvalidSegmentException(
                file, $"description: a length of {length}, with {bytes.Length} bytes left");
        }

        return length;
    }
}
