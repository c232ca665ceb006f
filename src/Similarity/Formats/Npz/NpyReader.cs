using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Similarity.Formats.Npz;

/// <summary>
/// The .npy format of numpy, versions 1 to 3: a magic number, a Python dictionary with the element
/// type, the order and the shape, then the numbers. Real and integer types of either byte order.
/// Reference: numpy enhancement proposal 1.
/// </summary>
internal static partial class NpyReader
{
    /// <summary>
    /// 128 MiB of doubles: 2 spins × 10,000 k-points × 800 bands. A small archive can unpack to
    /// anything, so that there must be a limit.
    /// </summary>
    public const int MaximalCount = 1 << 24;

    /// <summary>
    /// numpy pads headers to a few hundred bytes; only structured types need more.
    /// </summary>
    private const int MaximalHeaderLength = 1 << 16;

    /// <param name="place">The file and the name of the array.</param>
    /// <param name="limit">The most numbers to read, for all arrays of a file together.</param>
    public static NpyArray Read(Stream stream, FilePlace place, int limit = MaximalCount)
    {
        string header = ReadHeader(stream, place);
        string type = Match(TypePattern(), header, place, "descr");
        bool isFortranOrder = Match(OrderPattern(), header, place, "fortran_order") == "True";
        int[] shape = ReadShape(header, place, limit, out int count);
        double[] values = ReadValues(stream, type, count, place);
        return new NpyArray(shape, isFortranOrder ? ToRowMajor(shape, values) : values);
    }

    private static string ReadHeader(Stream stream, FilePlace place)
    {
        Span<byte> start = stackalloc byte[8];
        ReadExactly(stream, start, place);
        int major = start[6];
        if (start[0] != 0x93 || !start[1..6].SequenceEqual("NUMPY"u8) || major is < 1 or > 3)
        {
            throw place.Error("does not start like a numpy array of version 1, 2 or 3");
        }

        Span<byte> lengthBytes = stackalloc byte[major == 1 ? 2 : 4];
        ReadExactly(stream, lengthBytes, place);
        uint length = major == 1
            ? BinaryPrimitives.ReadUInt16LittleEndian(lengthBytes)
            : BinaryPrimitives.ReadUInt32LittleEndian(lengthBytes);
        if (length > MaximalHeaderLength)
        {
            throw place.Error(
                $"has a header of {length} bytes; expected at most {MaximalHeaderLength}");
        }

        byte[] header = new byte[length];
        ReadExactly(stream, header, place);
        return Encoding.Latin1.GetString(header);
    }

    private static int[] ReadShape(string header, FilePlace place, int limit, out int count)
    {
        List<int> shape = [];
        long product = 1;
        foreach (string length in Match(ShapePattern(), header, place, "shape")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            shape.Add(place.Count(length, "the length of an axis"));
            product *= shape[^1];
            if (product > limit)
            {
                throw place.Error(
                    $"has the shape ({string.Join(", ", shape)}…); expected at most {limit} "
                        + $"numbers");
            }
        }

        count = (int)product;
        return [.. shape];
    }

    /// <summary>
    /// Reads as the bytes arrive, so that a shape that promises more than the file holds allocates
    /// no more than the file holds.
    /// </summary>
    private static double[] ReadValues(Stream stream, string type, int count, FilePlace place)
    {
        int size = ElementSize(type, place);
        byte[] block = new byte[8192 * size];
        List<double> values = [];
        while (values.Count < count)
        {
            Span<byte> bytes = block.AsSpan(0, Math.Min(8192, count - values.Count) * size);
            ReadExactly(stream, bytes, place);
            for (; !bytes.IsEmpty; bytes = bytes[size..])
            {
                values.Add(Value(type, bytes[..size]));
            }
        }

        return [.. values];
    }

    private static int ElementSize(string type, FilePlace place) => type[1..] switch
    {
        "f8" or "i8" or "u8" => 8,
        "f4" or "i4" or "u4" => 4,
        "f2" or "i2" or "u2" => 2,
        "i1" or "u1" or "b1" => 1,
        _ => throw place.Error(
            $"has elements of type '{FilePlace.Excerpt(type)}'; expected real or whole numbers"),
    };

    private static double Value(string type, Span<byte> bytes)
    {
        if (type[0] == '>')
        {
            bytes.Reverse();
        }

        return type[1..] switch
        {
            "f8" => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            "f4" => BinaryPrimitives.ReadSingleLittleEndian(bytes),
            "f2" => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
            "i8" => BinaryPrimitives.ReadInt64LittleEndian(bytes),
            "i4" => BinaryPrimitives.ReadInt32LittleEndian(bytes),
            "i2" => BinaryPrimitives.ReadInt16LittleEndian(bytes),
            "u8" => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            "u4" => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
            "u2" => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
            "i1" => (sbyte)bytes[0],
            _ => bytes[0],
        };
    }

    /// <summary>From first axis fastest to last axis fastest.</summary>
    private static double[] ToRowMajor(int[] shape, double[] columnMajor)
    {
        double[] rowMajor = new double[columnMajor.Length];
        int[] index = new int[shape.Length];
        for (int source = 0; source < columnMajor.Length; source++)
        {
            int target = 0;
            for (int axis = 0; axis < shape.Length; axis++)
            {
                target = target * shape[axis] + index[axis];
            }

            rowMajor[target] = columnMajor[source];
            for (int axis = 0; axis < shape.Length && ++index[axis] == shape[axis]; axis++)
            {
                index[axis] = 0;
            }
        }

        return rowMajor;
    }

    private static void ReadExactly(Stream stream, Span<byte> bytes, FilePlace place)
    {
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
        {
            throw place.Error("ends before the numbers that its header promises");
        }
    }

    private static string Match(Regex pattern, string header, FilePlace place, string key)
    {
        Match match = pattern.Match(header);
        return match.Success
            ? match.Groups[1].Value
            : throw place.Error(
                string.Create(CultureInfo.InvariantCulture, $"has no '{key}' in its header"));
    }

    [GeneratedRegex("'descr': *'([<>|=][a-z][0-9]+)'")]
    private static partial Regex TypePattern();

    [GeneratedRegex("'fortran_order': *(True|False)")]
    private static partial Regex OrderPattern();

    [GeneratedRegex(@"'shape': *\(([0-9, ]*)\)")]
    private static partial Regex ShapePattern();
}
