using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Similarity.Formats.Npz;

/// <summary>
/// A .npy matrix that rows are appended to: little-endian numbers of 8 or 4 bytes after a header
/// padded with blanks, so that its shape can be rewritten in place. After each <see cref="Flush"/>
/// the file is complete; rows behind the shape of the header, left by a crash, are not read by
/// numpy and are cut off here.
/// </summary>
public sealed partial class NpyRowFile : IDisposable
{
    /// <summary>Room for any number of rows; numpy wants a multiple of 64.</summary>
    private const int HeaderLength = 128;

    private const int PrefixLength = 10;

    private readonly FileStream stream;
    private readonly byte[] row;

    private NpyRowFile(FileStream stream, int columns, bool isSingle, long rows)
    {
        this.stream = stream;
        Columns = columns;
        IsSingle = isSingle;
        Rows = rows;
        row = new byte[columns * SizeOf(isSingle)];
    }

    public int Columns { get; }

    /// <summary>Whether numbers are stored in 4 bytes.</summary>
    public bool IsSingle { get; }

    public long Rows { get; private set; }

    /// <summary>A matrix without rows, in place of what the file held.</summary>
    public static NpyRowFile Create(string path, int columns, bool isSingle)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(columns);
        var file = new NpyRowFile(
            new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.Read, 1 << 16),
            columns,
            isSingle,
            rows: 0);
        file.Flush();
        return file;
    }

    /// <summary>
    /// The matrix of an interrupted run, with the rows that are there to the last byte, whatever
    /// its header says, but at most <paramref name="mostRows"/>.
    /// </summary>
    /// <exception cref="InvalidFileException">The file is not one of this class.</exception>
    public static NpyRowFile Open(string path, long mostRows)
    {
        FileStream stream;
        try
        {
            stream = new FileStream(
                path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, 1 << 16);
        }
        catch (FileNotFoundException e)
        {
            throw new InvalidFileException(path, "no such file", inner: e);
        }

        byte[] header = new byte[HeaderLength];
        stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false);
        string text = Encoding.ASCII.GetString(header, PrefixLength, HeaderLength - PrefixLength);
        Match shape = Shape().Match(text);
        bool isSingle = text.Contains(TypeOf(isSingle: true), StringComparison.Ordinal);
        if (!long.TryParse(shape.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out long said)
            || !int.TryParse(
                shape.Groups[2].ValueSpan, CultureInfo.InvariantCulture, out int columns)
            || text != HeaderText(columns, isSingle, said)
            || !header.AsSpan().StartsWith(Prefix()))
        {
            stream.Dispose();
            throw new InvalidFileException(
                path, "does not start like a matrix of this program that rows can be added to");
        }

        int size = columns * SizeOf(isSingle);
        long rows = size == 0 ? 0 : Math.Min(mostRows, (stream.Length - HeaderLength) / size);
        stream.SetLength(HeaderLength + rows * size);
        stream.Seek(0, SeekOrigin.End);
        return new NpyRowFile(stream, columns, isSingle, rows);
    }

    public void Append(ReadOnlySpan<double> values)
    {
        if (values.Length != Columns)
        {
            throw new ArgumentException(
                $"a row of {values.Length} numbers; expected {Columns}", nameof(values));
        }

        for (int i = 0; i < values.Length; i++)
        {
            if (IsSingle)
            {
                BinaryPrimitives.WriteSingleLittleEndian(
                    row.AsSpan(i * sizeof(float)), (float)values[i]);
            }
            else
            {
                BinaryPrimitives.WriteDoubleLittleEndian(
                    row.AsSpan(i * sizeof(double)), values[i]);
            }
        }

        stream.Write(row);
        Rows++;
    }

    /// <summary>Writes all rows and then the shape that counts them.</summary>
    public void Flush()
    {
        stream.Flush();
        stream.Position = 0;
        stream.Write(Prefix());
        stream.Write(Encoding.ASCII.GetBytes(HeaderText(Columns, IsSingle, Rows)));
        stream.Flush();
        stream.Seek(0, SeekOrigin.End);
    }

    public void Dispose() => stream.Dispose();

    private static byte[] Prefix() =>
        [0x93, .. "NUMPY"u8, 1, 0, HeaderLength - PrefixLength, 0];

    private static string HeaderText(int columns, bool isSingle, long rows) => string
        .Create(
            CultureInfo.InvariantCulture,
            $"{{'descr': '{TypeOf(isSingle)}', 'fortran_order': False, "
                + $"'shape': ({rows}, {columns}), }}")
        .PadRight(HeaderLength - PrefixLength - 1) + '\n';

    private static string TypeOf(bool isSingle) => isSingle ? "<f4" : "<f8";

    private static int SizeOf(bool isSingle) => isSingle ? sizeof(float) : sizeof(double);

    [GeneratedRegex(@"'shape': \(([0-9]+), ([0-9]+)\)")]
    private static partial Regex Shape();
}
