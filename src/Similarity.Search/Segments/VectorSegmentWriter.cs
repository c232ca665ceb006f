using System.Runtime.InteropServices;
using System.Text;

namespace Similarity.Search.Segments;

/// <summary>
/// Writes a file of vectors, one after the other, in memory that does not grow with them. It has
/// its name only when it is complete and on the disk: until then it is <c>name.partial</c>, which
/// the next writer overwrites, with what belongs behind the rows beside it.
/// </summary>
public sealed class VectorSegmentWriter : IDisposable
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly string path;
    private readonly string partialPath;
    private readonly VectorSpace space;
    private readonly long description;
    private readonly FileStream file;
    private readonly SegmentOutput output;
    private readonly FileStream keys;
    private readonly FileStream ends;
    private readonly FileStream ids;
    private readonly float[] row;
    private long idBytes;
    private long lastKey = long.MinValue;
    private bool open = true;

    private VectorSegmentWriter(string path, VectorSpace space, string tag)
    {
        this.path = Path.GetFullPath(path);
        this.space = space;
        partialPath = this.path + ".partial";
        byte[] text = SegmentDescription.ToBytes(space.Axes, tag);
        description = text.Length;
        row = new float[SegmentLayout.StrideOf(space.Lanes)];
        file = new FileStream(
            partialPath, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        output = new SegmentOutput(file);
        FileStream? firstSpool = null, secondSpool = null, thirdSpool = null;
        try
        {
            keys = firstSpool = Spool("keys");
            ends = secondSpool = Spool("ends");
            ids = thirdSpool = Spool("ids");
            file.Write(new byte[SegmentLayout.HeaderBytes]);
            output.Write<byte>(text);
            output.Pad();
        }
        catch
        {
            file.Dispose();
            firstSpool?.Dispose();
            secondSpool?.Dispose();
            thirdSpool?.Dispose();
            File.Delete(partialPath);
            throw;
        }
    }

    /// <summary>The vectors added so far.</summary>
    public int Count { get; private set; }

    /// <param name="path">The file to be, replaced if it is there.</param>
    /// <param name="tag">Any text, for whoever opens it: <see cref="VectorSegment.Tag"/>.</param>
    public static VectorSegmentWriter Create(string path, VectorSpace space, string tag)
    {
        if (!BitConverter.IsLittleEndian)
        {
            throw new PlatformNotSupportedException("files of vectors are little endian");
        }

        if (space.Fault() is string fault)
        {
            throw new ArgumentException(fault, nameof(space));
        }

        return new VectorSegmentWriter(path, space, tag);
    }

    /// <param name="key">Not below that of the vector before.</param>
    public void Add(string id, long key, ReadOnlySpan<float> lanes)
    {
        ObjectDisposedException.ThrowIf(!open, this);
        if (space.FaultOf(lanes) is string fault)
        {
            throw new ArgumentException($"vector {Count}, id {id}: {fault}", nameof(lanes));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(key, lastKey);
        byte[] bytes = Strict.GetBytes(id);
        lastKey = key;
        idBytes += bytes.Length;
        Count = checked(Count + 1);
        lanes.CopyTo(row);
        output.Write<float>(row);
        keys.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in key)));
        ends.Write(MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in idBytes)));
        ids.Write(bytes);
    }

    /// <summary>Gives the file its name; nothing can be added after.</summary>
    public void Complete()
    {
        ObjectDisposedException.ThrowIf(!open, this);
        foreach (FileStream part in new[] { keys, ends, ids })
        {
            part.Flush();
            part.Position = 0;
            output.Write(part);
            output.Pad();
        }

        output.Flush();
        var header = new SegmentHeader(
            space.Encoding, space.Lanes, Count, description, idBytes, output.Hash);
        file.Position = 0;
        file.Write(header.ToBytes());
        file.Flush(flushToDisk: true);
        Close();
        File.Move(partialPath, path, overwrite: true);
        FolderSync.Run(Path.GetDirectoryName(path)!);
    }

    /// <summary>Without <see cref="Complete"/> nothing remains.</summary>
    public void Dispose()
    {
        if (open)
        {
            Close();
            File.Delete(partialPath);
        }
    }

    private FileStream Spool(string part) => new(
        $"{partialPath}.{part}",
        FileMode.Create,
        FileAccess.ReadWrite,
        FileShare.None,
        bufferSize: 1 << 16,
        FileOptions.DeleteOnClose);

    private void Close()
    {
        open = false;
        file.Dispose();
        keys.Dispose();
        ends.Dispose();
        ids.Dispose();
    }
}
