namespace Similarity.Numerics.Hardware;

/// <summary>An argument of a kernel: a buffer or an integer of 4 or 8 bytes.</summary>
public readonly record struct GpuArgument
{
    private GpuArgument(ulong bits, int bytes) => (Bits, Bytes) = (bits, bytes);

    /// <summary>The argument as the lowest bytes of a number.</summary>
    internal ulong Bits { get; }

    internal int Bytes { get; }

    public static implicit operator GpuArgument(GpuBuffer buffer) =>
        new((ulong)buffer.Handle, sizeof(ulong));

    public static implicit operator GpuArgument(uint number) => new(number, sizeof(uint));

    public static implicit operator GpuArgument(ulong number) => new(number, sizeof(ulong));
}
