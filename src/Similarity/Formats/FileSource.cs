using System.IO.Compression;

namespace Similarity.Formats;

/// <summary>
/// A file to be read, decompressed on the fly when its content is gzip. Its head serves to
/// recognise the format; every <see cref="Open"/> starts from the first byte.
/// </summary>
public sealed class FileSource
{
    private const int HeadLength = 16 * 1024;

    /// <summary>
    /// A few bytes of gzip can unpack to terabytes; no document of one structure is this long.
    /// </summary>
    private const int LengthLimit = 1 << 29;

    /// <summary>
    /// Outputs of programs shrink by a factor of 5 to 30; only bombs by more than this.
    /// </summary>
    private const int MostCompression = 100;

    private const long ShortestLimit = 16 << 20;

    private readonly Func<Stream> openRaw;

    public FileSource(string path)
        : this(path, () => new FileStream(
            path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16))
    {
    }

    /// <summary>A source in memory, named as in messages.</summary>
    public FileSource(string name, byte[] content)
        : this(name, () => new MemoryStream(content, writable: false))
    {
    }

    private FileSource(string path, Func<Stream> openRaw)
    {
        Path = path;
        this.openRaw = openRaw;
        byte[] head = new byte[HeadLength];
        try
        {
            using Stream stream = OpenContent();
            int length = stream.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false);
            Head = head.AsMemory(0, length);
        }
        catch (Exception e) when (
            e is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw new InvalidFileException(path, Reason(e), inner: e);
        }
    }

    /// <summary>The path as the user gave it.</summary>
    public string Path { get; }

    /// <summary>The first bytes, decompressed; the whole of a small file.</summary>
    public ReadOnlyMemory<byte> Head { get; }

    /// <summary>A stream over the decompressed content.</summary>
    /// <exception cref="InvalidFileException">Also thrown by the stream: damaged gzip
    /// data.</exception>
    public Stream Open()
    {
        try
        {
            return new SourceStream(Path, OpenContent(), MostBytes());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new InvalidFileException(Path, Reason(e), inner: e);
        }
    }

    /// <summary>The whole decompressed content, at most <see cref="LengthLimit"/> bytes.</summary>
    public byte[] ReadAllBytes()
    {
        using Stream stream = Open();
        using var content = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        for (int length; (length = stream.Read(buffer)) > 0;)
        {
            if (content.Length + length > LengthLimit)
            {
                throw new InvalidFileException(
                    Path, $"more than {LengthLimit >> 20} MiB decompressed; split it, or use a "
                        + $"format read line by line");
            }

            content.Write(buffer, 0, length);
        }

        return content.ToArray();
    }

    private long MostBytes()
    {
        using Stream raw = openRaw();
        return Math.Max(ShortestLimit, MostCompression * raw.Length);
    }

    private Stream OpenContent()
    {
        Stream raw = openRaw();
        Span<byte> magic = stackalloc byte[2];
        int length = raw.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        raw.Position = 0;
        bool isGzip = length == 2 && magic[0] == 0x1f && magic[1] == 0x8b;
        return isGzip ? new GZipStream(raw, CompressionMode.Decompress) : raw;
    }

    private static string Reason(Exception e) => e switch
    {
        FileNotFoundException or DirectoryNotFoundException => "no such file",
        UnauthorizedAccessException => "cannot be opened for reading: a folder, or no permission",
        InvalidDataException => "damaged gzip data",
        _ => e.Message,
    };
}
