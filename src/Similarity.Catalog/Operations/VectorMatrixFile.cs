using System.Globalization;
using System.Text;
using Similarity.Catalog.Records;
using Similarity.Search;

namespace Similarity.Catalog.Operations;

/// <summary>
/// A .npy matrix of vectors as they are, one a row: float32 for numbers, uint32 for bits. The
/// number of rows is written last, over blanks.
/// </summary>
internal sealed class VectorMatrixFile : IDisposable
{
    /// <summary>Room for any number of rows; numpy wants a multiple of 64.</summary>
    private const int HeaderLength = 128;

    private const int PrefixLength = 10;

    private readonly FileStream stream;
    private readonly FingerprintSet set;
    private long rows;

    public VectorMatrixFile(string path, FingerprintSet set)
    {
        this.set = set;
        stream = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16);
        stream.Write(Header());
    }

    public void Append(float[] lanes)
    {
        stream.Write(LaneBytes.Of(lanes));
        rows++;
    }

    /// <summary>Writes the number of rows; without it the matrix has none.</summary>
    public void Complete()
    {
        stream.Flush();
        stream.Position = 0;
        stream.Write(Header());
        stream.Flush();
    }

    public void Dispose() => stream.Dispose();

    private byte[] Header()
    {
        string type = set.Encoding == VectorEncoding.Bits ? "<u4" : "<f4";
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({rows}, {set.Lanes}), }}");
        return
        [
            0x93, .. "NUMPY"u8, 1, 0, HeaderLength - PrefixLength, 0,
            .. Encoding.ASCII.GetBytes(text.PadRight(HeaderLength - PrefixLength - 1) + '\n'),
        ];
    }
}
