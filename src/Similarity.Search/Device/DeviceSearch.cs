using Similarity.Numerics.Hardware;
using Similarity.Search.Exact;

namespace Similarity.Search.Device;

/// <summary>
/// The choice among the devices of this machine: GPUs before others, CUDA before OpenCL before
/// ILGPU, then the order of the driver. <see cref="EnvironmentVariable"/> forces an interface.
/// </summary>
public static class DeviceSearch
{
    /// <summary>cuda, opencl or ilgpu; cpu for none of them; auto for the choice above.</summary>
    public const string EnvironmentVariable = GpuChoice.EnvironmentVariable;

    private const string Processor = "cpu";

    private static readonly string[] Interfaces = ["cuda", "opencl", "ilgpu"];

    /// <summary>What can search here.</summary>
    /// <param name="adapted">Devices that an adapter adds.</param>
    public static SearchDevices Find(IEnumerable<SearchDevice>? adapted = null) =>
        Sort(GpuDiscovery.Find(), adapted ?? []);

    /// <summary>
    /// An index on the first device that serves, or exact search on the processor where none does.
    /// </summary>
    /// <param name="reason">Why the processor searches; null when a device does.</param>
    /// <exception cref="InvalidOperationException">
    /// The interface that the environment asks for is none, or does not serve.
    /// </exception>
    public static IVectorIndex Open(
        VectorCollection vectors,
        SearchMetric metric,
        out string? reason,
        DeviceOptions? options = null,
        IEnumerable<SearchDevice>? adapted = null) => Open(
            Find(adapted),
            Environment.GetEnvironmentVariable(EnvironmentVariable),
            device => new DeviceIndex(device.Open(), vectors, metric, options),
            () => new ExactIndex(vectors, metric),
            out reason);

    internal static IVectorIndex Open(
        SearchDevices devices,
        string? asked,
        Func<SearchDevice, DeviceIndex> onDevice,
        Func<IVectorIndex> onProcessor,
        out string? reason)
    {
        bool forced = Interfaces.Contains(asked);
        if (asked is not (null or "" or "auto" or Processor) && !forced)
        {
            throw new InvalidOperationException(
                $"{EnvironmentVariable}={asked}: expected auto, {Processor}, "
                + string.Join(", ", Interfaces));
        }

        if (asked == Processor)
        {
            reason = $"{EnvironmentVariable}={Processor}";
            return onProcessor();
        }

        List<string> reasons = [.. devices.Reasons];
        foreach (SearchDevice device in devices.Usable)
        {
            if (forced ? device.Interface != asked : !device.IsGpu)
            {
                continue;
            }

            try
            {
                DeviceIndex index = onDevice(device);
                reason = index.Fallback;
                return index;
            }
            catch (GpuException exception)
            {
                reasons.Add(exception.Message);
            }
        }

        reason = reasons.Count == 0 ? "no GPU was found" : string.Join("; ", reasons);
        return forced
            ? throw new InvalidOperationException($"{EnvironmentVariable}={asked}: {reason}")
            : onProcessor();
    }

    internal static SearchDevices Sort(GpuInventory found, IEnumerable<SearchDevice> adapted)
    {
        GpuInventory ranked = GpuChoice.Rank(found);
        IEnumerable<SearchDevice> own = ranked.Devices.Select(device => new SearchDevice(
            device.Interface == "CUDA" ? "cuda" : "opencl",
            device.Name,
            device.Kind == "GPU",
            device.MemoryBytes,
            () => KernelDevice.Open(device)));
        return new SearchDevices(
            [
                .. own.Concat(adapted)
                    .OrderByDescending(device => device.IsGpu)
                    .ThenBy(device => Array.IndexOf(Interfaces, device.Interface)),
            ],
            ranked.Reasons);
    }
}
