using System.Globalization;
using Similarity.Cli.CommandLine;
using Similarity.DensityModels.GridPoint;
using Similarity.Learning.BayesianNetworks;
using Similarity.Numerics.Hardware;

namespace Similarity.Cli.Verbs.GridDensity;

/// <summary>A model with the draws asked of it, and what computes them.</summary>
/// <param name="Draws">0: the network of the means.</param>
/// <param name="Device">"cpu" or "gpu".</param>
internal sealed record AskedModel(
    string File, GridDensityModel Model, int Draws, ulong Seed, string Device)
{
    public const string Cpu = "cpu", Gpu = "gpu";

    /// <summary>The options that ask the same again, from any folder.</summary>
    public IEnumerable<string> Words() =>
    [
        $"--model={Path.GetFullPath(File)}",
        string.Create(CultureInfo.InvariantCulture, $"--draws={Draws}"),
        string.Create(CultureInfo.InvariantCulture, $"--seed={Seed}"),
        $"--device={Device}",
    ];

    /// <exception cref="VerbException">There is no such device.</exception>
    public INetworkDraws Drawn() => Device == Gpu ? OnDevice() : OnProcessor();

    /// <summary>What a failure of the device in the midst of the work is to the user.</summary>
    public static VerbException? Failure(Exception exception) =>
        (exception is AggregateException all ? all.Flatten().InnerException : exception)
            is GpuException failure
            ? VerbException.Other($"--device {Gpu}: {failure.Message}")
            : null;

    private NetworkDraws OnProcessor() => Draws == 0
        ? NetworkDraws.Centre(Model.Network)
        : NetworkDraws.Of(Model.Network, Draws, Seed);

    private DeviceDraws OnDevice()
    {
        try
        {
            return GpuChoice.Open(
                GpuChoice.Rank(GpuDiscovery.Find()),
                Environment.GetEnvironmentVariable(GpuChoice.EnvironmentVariable),
                device => Draws == 0
                    ? DeviceDraws.Centre(Model.Network, device)
                    : DeviceDraws.Of(Model.Network, Draws, Seed, device));
        }
        catch (GpuException e)
        {
            throw VerbException.Absent($"--device {Gpu}: {e.Message}");
        }
    }
}
