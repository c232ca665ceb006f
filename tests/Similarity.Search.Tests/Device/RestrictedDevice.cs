using Similarity.Numerics.Hardware;
using Similarity.Search.Device;

namespace Similarity.Search.Tests.Device;

/// <summary>A device with less memory, or with products of matrices and coarser ones.</summary>
internal sealed class RestrictedDevice(ScanDevice device) : ScanDevice
{
    /// <summary>Bytes that can be allocated before memory is out.</summary>
    public long Left { get; set; } = long.MaxValue;

    public bool HasProducts { get; init; }

    /// <summary>Products are changed by up to this share of themselves.</summary>
    public float Coarseness { get; init; }

    /// <summary>How many blocks of scores were computed as products.</summary>
    public int Products { get; private set; }

    public override string Description => device.Description;

    public override long FreeBytes => device.FreeBytes;

    public override long LargestBuffer => device.LargestBuffer;

    public override bool Multiplies => HasProducts;

    public override ScanBuffer Allocate(long bytes)
    {
        Left -= bytes;
        return Left >= 0 ? device.Allocate(bytes) : throw new GpuMemoryException("no more", -4);
    }

    public override void Fill(ScanBuffer buffer, uint word, long words) =>
        device.Fill(buffer, word, words);

    public override void Write(ScanBuffer buffer, long offset, ReadOnlySpan<byte> source) =>
        device.Write(buffer, offset, source);

    public override void Read(ScanBuffer buffer, long offset, Span<byte> target) =>
        device.Read(buffer, offset, target);

    public override void Score(ScanOperation operation, in ScoreArguments arguments) =>
        device.Score(operation, arguments);

    public override void Multiply(GpuPrecision precision, in ScoreArguments arguments)
    {
        Products++;

        // Products know no mask.
        device.Score(ScanOperation.Dot, arguments with { Masked = false });
        if (Coarseness == 0)
        {
            return;
        }

        float[] scores = new float[arguments.Slabs * SlabRows * arguments.Columns];
        Span<byte> bytes = System.Runtime.InteropServices.MemoryMarshal.AsBytes(scores.AsSpan());
        device.Read(arguments.Scores, 0, bytes);
        for (int i = 0; i < scores.Length; i++)
        {
            scores[i] *= 1 + (i * 2654435761L % 3 - 1) * Coarseness;
        }

        device.Write(arguments.Scores, 0, bytes);
    }

    public override void Collect(in CollectArguments arguments) => device.Collect(arguments);

    public override void Shrink(in ShrinkArguments arguments) => device.Shrink(arguments);

    public override void Finish() => device.Finish();

    public override void Dispose() => device.Dispose();
}
