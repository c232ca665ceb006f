using Similarity.Numerics.Hardware;

namespace Similarity.Search.Device;

/// <summary>
/// A device as search sees it: memory, and three steps that name candidates. What is asked of it is
/// done in the order of asking. Not for several threads at once.
/// </summary>
public abstract class ScanDevice : IDisposable
{
    /// <summary>Rows that lie together, each lane of theirs in one piece.</summary>
    public const int SlabRows = 1024;

    /// <summary>Batches that have a multiple of so many queries are scored in tiles.</summary>
    public const int TileQueries = 64;

    /// <summary>For people.</summary>
    public abstract string Description { get; }

    /// <summary>Memory that can be had now.</summary>
    public abstract long FreeBytes { get; }

    public abstract long LargestBuffer { get; }

    /// <summary>Whether <see cref="Multiply"/> can be asked for.</summary>
    public abstract bool Multiplies { get; }

    /// <summary>A buffer of zeros.</summary>
    /// <exception cref="GpuMemoryException"/>
    public abstract ScanBuffer Allocate(long bytes);

    /// <summary>Sets all 4-byte words from the beginning of a buffer.</summary>
    public abstract void Fill(ScanBuffer buffer, uint word, long words);

    /// <summary>Copies to the device; the source may change when this returns.</summary>
    public abstract void Write(ScanBuffer buffer, long offset, ReadOnlySpan<byte> source);

    /// <summary>Copies from the device when all that was asked for before is done.</summary>
    public abstract void Read(ScanBuffer buffer, long offset, Span<byte> target);

    /// <summary>Scores by sums in single precision, in any order.</summary>
    public abstract void Score(ScanOperation operation, in ScoreArguments arguments);

    /// <summary>Scores <see cref="ScanOperation.Dot"/> by products of matrices.</summary>
    public abstract void Multiply(GpuPrecision precision, in ScoreArguments arguments);

    /// <summary>
    /// Puts into the list of each query the rows that may be found and whose key is below its
    /// threshold; <see cref="ScoreKey"/> says what a key is.
    /// </summary>
    public abstract void Collect(in CollectArguments arguments);

    public abstract void Shrink(in ShrinkArguments arguments);

    public abstract void Finish();

    public abstract void Dispose();
}
