namespace Similarity.Numerics.Hardware;

/// <summary>How a product of matrices of floats is rounded.</summary>
public enum GpuPrecision
{
    /// <summary>Factors and sums in single precision.</summary>
    Single,

    /// <summary>Factors rounded to 10 bits of fraction, sums in single precision.</summary>
    Tf32,
}

/// <summary>Products of matrices on a device, in its order of work.</summary>
public abstract class GpuProduct : IDisposable
{
    /// <summary>The library, for people.</summary>
    public abstract string Name { get; }

    /// <summary>
    /// For each of the slabs s: C_s = A_s Bᵀ, columns one after the other. A_s is rows × inner
    /// and follows A_{s−1} at once, B is columns × inner, and C_s lies in the rows from s·rows on
    /// of the matrix C of slabs·rows rows.
    /// </summary>
    /// <param name="offset">Floats from the beginning of the buffer to A_0.</param>
    public abstract void Multiply(
        GpuPrecision precision,
        (int Rows, int Columns, int Inner) size,
        int slabs,
        GpuBuffer a,
        long offset,
        GpuBuffer b,
        GpuBuffer c);

    public abstract void Dispose();
}
