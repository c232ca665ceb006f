using Similarity.Learning.BayesianNetworks;
using Similarity.Numerics.Hardware;

namespace Similarity.Tests.Learning.BayesianNetworks;

/// <summary>
/// The first device of each interface (PoCL makes the processor one of OpenCL) says what the
/// processor says in double precision.
/// </summary>
public sealed class DeviceDrawsTest
{
    /// <summary>
    /// In units of the targets' deviation. Sums of some 64 products in single precision are off by
    /// about 1e-7 of terms of order 1, layer after layer; 1e-6 to 5e-6 is seen.
    /// </summary>
    private const double Tolerance = 3e-5;

    [SkippableTheory]
    [InlineData("OpenCL", 47, 64, 1, 2, true, 8300)]
    [InlineData("OpenCL", 5, 19, 2, 1, true, 97)]
    [InlineData("OpenCL", 33, 150, 3, 3, false, 481)]
    [InlineData("OpenCL", 3, 1, 0, 1, true, 1)]
    [InlineData("CUDA", 47, 64, 1, 2, true, 8300)]
    [InlineData("CUDA", 33, 150, 3, 3, false, 481)]
    public void TheyEqualThoseOfTheProcessor(
        string name,
        int inputs,
        int width,
        int blocks,
        int layersPerBlock,
        bool isBayesian,
        int count)
    {
        GpuDevice device = Device(name);
        NetworkModel model = RandomNetwork.Of(
            new NetworkShape(inputs, width, blocks, layersPerBlock), isBayesian, 1);
        double[] rows = RandomNetwork.Rows(model, count, 2);
        using var drawn = DeviceDraws.Of(model, 5, 3, device);
        AssertAlike(model, NetworkDraws.Of(model, 5, 3), drawn, rows, count);
        using var centre = DeviceDraws.Centre(model, device);
        AssertAlike(model, NetworkDraws.Centre(model), centre, rows, count);
    }

    [SkippableFact]
    public void ThreadsMayAskAtOnceAndGetTheSame()
    {
        GpuDevice device = Device("OpenCL");
        NetworkModel model = RandomNetwork.Of(new NetworkShape(9, 20, 1, 2), true, 1);
        using var draws = DeviceDraws.Of(model, 3, 4, device);
        double[][] rows = [.. Enumerable.Range(0, 8).Select(
            i => RandomNetwork.Rows(model, 300, (ulong)i))];
        double[][] alone = [.. rows.Select(some => Means(draws, some))];
        double[][] together = new double[rows.Length][];
        Parallel.For(0, rows.Length, i => together[i] = Means(draws, rows[i]));
        Assert.Equal(alone, together);
    }

    private static double[] Means(DeviceDraws draws, double[] rows)
    {
        double[] mean = new double[300];
        draws.Predict(rows, 300, mean, new double[300], new double[300], 1);
        return mean;
    }

    private static GpuDevice Device(string name)
    {
        GpuInventory ranked = GpuChoice.Rank(GpuDiscovery.Find());
        GpuDevice? device = ranked.Devices.FirstOrDefault(device => device.Interface == name);
        Skip.If(device is null, $"no {name} device: {string.Join("; ", ranked.Reasons)}");
        return device!;
    }

    private static void AssertAlike(
        NetworkModel model, NetworkDraws expected, DeviceDraws actual, double[] rows, int count)
    {
        double[][] Asked(INetworkDraws draws)
        {
            double[][] said = [new double[count], new double[count], new double[count]];
            draws.Predict(rows, count, said[0], said[1], said[2], 2);
            return said;
        }

        double unit = model.TargetDeviation, square = unit * unit;
        double[][] wanted = Asked(expected), found = Asked(actual);
        Assert.Equal(expected.Count, actual.Count);
        for (int row = 0; row < count; row++)
        {
            Assert.Equal(wanted[0][row], found[0][row], Tolerance * unit);
            Assert.Equal(1, found[1][row] / wanted[1][row], 4 * Tolerance);
            double spread = Math.Sqrt(wanted[2][row] / square);
            Assert.Equal(
                spread, Math.Sqrt(found[2][row] / square), Tolerance * Math.Max(1, spread));
        }
    }
}
