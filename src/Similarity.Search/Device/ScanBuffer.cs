namespace Similarity.Search.Device;

/// <summary>A piece of a device's memory, freed when disposed.</summary>
public abstract class ScanBuffer : IDisposable
{
    public abstract long Bytes { get; }

    public abstract void Dispose();
}
