namespace Similarity.Search.Device;

/// <summary>A buffer that grows when more is asked for, and then forgets what it held.</summary>
internal sealed class DeviceRoom(ScanDevice device) : IDisposable
{
    private ScanBuffer? buffer;

    public ScanBuffer Of(long bytes)
    {
        if (buffer is null || buffer.Bytes < bytes)
        {
            buffer?.Dispose();
            buffer = null;
            buffer = device.Allocate(Math.Max(bytes, sizeof(uint)));
        }

        return buffer;
    }

    public void Dispose()
    {
        buffer?.Dispose();
        buffer = null;
    }
}
