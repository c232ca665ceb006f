using System.Buffers.Binary;
using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Similarity.Formats;

namespace Similarity.Learning;

/// <summary>
/// A model on disk: eight bytes of name, a version, the lengths of what follows, a text that says
/// what it is a model of, numbers, compressed, and the SHA-256 of all before it.
/// </summary>
/// <param name="Name">Eight ASCII letters.</param>
/// <param name="Noun">What messages call such a file, with its article.</param>
public sealed record ModelContainer(string Name, int Version, string Noun)
{
    private const int HeaderBytes = 32;
    private const int HashBytes = 32;
    private const int LargestText = 1 << 26;
    private const long LargestContent = 1L << 30;

    public byte[] ToBytes(string text, byte[] content)
    {
        byte[] said = Encoding.UTF8.GetBytes(text);
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.SmallestSize, true))
        {
            brotli.Write(content);
        }

        byte[] file = new byte[HeaderBytes + said.Length + packed.Length + HashBytes];
        Encoding.ASCII.GetBytes(Name).CopyTo(file, 0);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(8), Version);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(12), said.Length);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(16), packed.Length);
        BinaryPrimitives.WriteInt64LittleEndian(file.AsSpan(24), content.Length);
        said.CopyTo(file.AsSpan(HeaderBytes));
        packed.ToArray().CopyTo(file.AsSpan(HeaderBytes + said.Length));
        SHA256.HashData(file.AsSpan(..^HashBytes), file.AsSpan(file.Length - HashBytes));
        return file;
    }

    /// <param name="path">How messages name the file.</param>
    /// <exception cref="InvalidFileException">
    /// It is no such model, of another version, or damaged.
    /// </exception>
    public (string Text, byte[] Content) Read(string path, ReadOnlySpan<byte> file)
    {
        if (file.Length < HeaderBytes + HashBytes
            || !file[..8].SequenceEqual(Encoding.ASCII.GetBytes(Name)))
        {
            throw new InvalidFileException(path, $"is not {Noun} of this program");
        }

        int version = BinaryPrimitives.ReadInt32LittleEndian(file[8..]);
        if (version != Version)
        {
            throw new InvalidFileException(path, string.Create(
                CultureInfo.InvariantCulture,
                $"is {Noun} of version {version}; this program reads version {Version}"));
        }

        long said = BinaryPrimitives.ReadInt32LittleEndian(file[12..]);
        long packed = BinaryPrimitives.ReadInt64LittleEndian(file[16..]);
        long length = BinaryPrimitives.ReadInt64LittleEndian(file[24..]);
        if (said is < 0 or > LargestText || packed < 0 || length is < 0 or > LargestContent
            || packed != file.Length - HeaderBytes - HashBytes - said)
        {
            throw new InvalidFileException(path, "is cut off or damaged: its lengths do not fit");
        }

        Span<byte> hash = stackalloc byte[HashBytes];
        SHA256.HashData(file[..^HashBytes], hash);
        if (!hash.SequenceEqual(file[^HashBytes..]))
        {
            throw new InvalidFileException(path, "is damaged: its SHA-256 does not fit");
        }

        byte[] content = new byte[length];
        try
        {
            using var brotli = new BrotliStream(
                new MemoryStream(file.Slice(HeaderBytes + (int)said, (int)packed).ToArray()),
                CompressionMode.Decompress);
            brotli.ReadExactly(content);
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidOperationException)
        {
            throw new InvalidFileException(path, "holds numbers that do not unpack", inner: e);
        }

        return (Encoding.UTF8.GetString(file.Slice(HeaderBytes, (int)said)), content);
    }
}
