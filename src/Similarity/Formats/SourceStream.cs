namespace Similarity.Formats;

/// <summary>
/// The decompressed content of a file. A disk or gzip failure in the middle of reading becomes an
/// <see cref="InvalidFileException"/> here, once, so that no format needs to expect it.
/// </summary>
internal sealed class SourceStream(string path, Stream inner, long mostBytes) : Stream
{
    private long count;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) =>
        Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        try
        {
            int length = inner.Read(buffer);
            count += length;
            return count <= mostBytes
                ? length
                : throw new InvalidFileException(
                    path, "the gzip data unpack to more than any real file of that size");
        }
        catch (InvalidDataException e)
        {
            throw new InvalidFileException(path, "damaged gzip data", inner: e);
        }
        catch (IOException e)
        {
            throw new InvalidFileException(path, e.Message, inner: e);
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) =>
        throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
