using System.Globalization;

namespace Similarity.Numerics.Hardware;

/// <summary>
/// The choice among the devices of this machine: GPUs before others, CUDA before OpenCL, then the
/// order of the driver. <see cref="EnvironmentVariable"/> forces an interface.
/// </summary>
public static class GpuChoice
{
    /// <summary>cuda or opencl; cpu for none of them; auto for the choice above.</summary>
    public const string EnvironmentVariable = "SIMILARITY_DEVICE";

    private const double LeastCompute = 6.0, LeastOpenCl = 1.2;

    /// <summary>
    /// The devices that take the kernels of this program, in the order of preference, and why each
    /// of the others does not.
    /// </summary>
    public static GpuInventory Rank(GpuInventory found)
    {
        List<string> reasons = [.. found.Reasons];
        foreach (GpuDevice device in found.Devices)
        {
            if (Refusal(device) is { } refusal)
            {
                reasons.Add($"{device.Interface} {device.Name}: {refusal}");
            }
        }

        return new GpuInventory(
            [
                .. found.Devices.Where(device => Refusal(device) is null)
                    .OrderByDescending(device => device.Kind == "GPU")
                    .ThenBy(device => device.Interface, StringComparer.Ordinal),
            ],
            reasons);
    }

    /// <summary>
    /// What the first device that serves becomes. Without an interface asked for only GPUs serve.
    /// </summary>
    /// <param name="ranked">As <see cref="Rank"/> leaves them.</param>
    /// <param name="asked">As the environment says it.</param>
    /// <exception cref="GpuException">None serves; the message says why.</exception>
    public static T Open<T>(GpuInventory ranked, string? asked, Func<GpuDevice, T> open)
    {
        bool forced = asked is "cuda" or "opencl";
        string prefix = forced ? $"{EnvironmentVariable}={asked}: " : "";
        if (!forced && asked is not (null or "" or "auto"))
        {
            throw new GpuException(
                $"{EnvironmentVariable}={asked} leaves no device; expected auto, cuda or opencl",
                0);
        }

        List<string> reasons = [.. ranked.Reasons];
        foreach (GpuDevice device in ranked.Devices)
        {
            bool isWanted = forced
                ? device.Interface.Equals(asked, StringComparison.OrdinalIgnoreCase)
                : device.Kind == "GPU";
            if (!isWanted)
            {
                continue;
            }

            try
            {
                return open(device);
            }
            catch (GpuException exception)
            {
                reasons.Add(exception.Message);
            }
        }

        string what = forced ? $"no device of {asked}" : "no GPU";
        throw new GpuException(
            prefix + $"{what} serves here: "
                + (reasons.Count == 0 ? "none was found" : string.Join("; ", reasons)),
            0);
    }

    // "OpenCL 3.0 …" or "compute 9.0".
    private static string? Refusal(GpuDevice device)
    {
        string number = device.Version.Split(' ')[1];
        double version = double.Parse(number, CultureInfo.InvariantCulture);
        (double needed, string what) = device.Interface == "CUDA"
            ? (LeastCompute, "compute capability")
            : (LeastOpenCl, "OpenCL");
        return version >= needed ? null : string.Create(
            CultureInfo.InvariantCulture, $"{what} {number}; at least {needed:F1} is needed");
    }
}
