using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Similarity.DensityModels.AtomCentred.Training;

/// <summary>
/// The buffers of batches: in memory up to a limit, the others in a scratch file that is deleted
/// with this and read again whenever a batch is visited.
/// </summary>
internal sealed class BatchStore : IDisposable
{
    private readonly List<(DensityBatch Batch, double[]? Data, long Position)> entries = [];
    private readonly long limit;
    private readonly string folder;

    /// <summary>
    /// Kept from pass to pass: arrays of this size are collected late, and a new one for each pass
    /// would cost more memory than the file saves.
    /// </summary>
    private readonly ConcurrentBag<double[]> buffers = [];
    private FileStream? scratch;
    private long inMemory;
    private int longest;

    /// <param name="limit">Bytes of memory.</param>
    public BatchStore(long limit, string folder)
    {
        this.limit = limit;
        this.folder = folder;
    }

    public int Count => entries.Count;

    /// <summary>Bytes in the scratch file.</summary>
    public long OnDisk { get; private set; }

    public DensityBatch this[int index] => entries[index].Batch;

    public void Add(DensityBatch batch, double[] data)
    {
        long bytes = (long)data.Length * sizeof(double);
        if (inMemory + bytes <= limit)
        {
            inMemory += bytes;
            entries.Add((batch, data, 0));
            return;
        }

        scratch ??= new FileStream(
            Path.Combine(folder, $"similarity-density-{Guid.NewGuid():N}.scratch"),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            1,
            FileOptions.DeleteOnClose);
        longest = Math.Max(longest, data.Length);
        RandomAccess.Write(scratch.SafeFileHandle, MemoryMarshal.AsBytes<double>(data), OnDisk);
        entries.Add((batch, null, OnDisk));
        OnDisk += bytes;
    }

    /// <summary>
    /// Visits every batch, by several threads, and returns what it gave in the order of batches.
    /// </summary>
    public TResult[] Select<TResult>(int threads, Func<DensityBatch, double[], TResult> work)
    {
        var results = new TResult[entries.Count];
        Parallel.For(
            0,
            entries.Count,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            () => buffers.TryTake(out double[]? kept) ? kept : [],
            (i, _, buffer) =>
            {
                (DensityBatch batch, double[]? data, long position) = entries[i];
                if (data is null)
                {
                    if (buffer.Length < batch.Length)
                    {
                        buffer = new double[longest];
                    }

                    Read(buffer.AsSpan(0, batch.Length), position);
                    data = buffer;
                }

                results[i] = work(batch, data);
                return buffer;
            },
            buffer =>
            {
                if (buffer.Length > 0)
                {
                    buffers.Add(buffer);
                }
            });
        return results;
    }

    public void Dispose() => scratch?.Dispose();

    private void Read(Span<double> target, long position)
    {
        Span<byte> bytes = MemoryMarshal.AsBytes(target);
        while (bytes.Length > 0)
        {
            int count = RandomAccess.Read(scratch!.SafeFileHandle, bytes, position);
            if (count == 0)
            {
                throw new EndOfStreamException("the scratch file of features was cut off");
            }

            position += count;
            bytes = bytes[count..];
        }
    }
}
