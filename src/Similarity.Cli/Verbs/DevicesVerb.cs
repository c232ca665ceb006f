using System.CommandLine;
using Similarity.Cli.CommandLine;
using Similarity.Numerics.Hardware;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Search.Device;
using Spectre.Console;

namespace Similarity.Cli.Verbs;

/// <summary>Says what computes here: linear algebra, vector units, devices, adapters.</summary>
internal static class DevicesVerb
{
    public static Command Create()
    {
        var verb = new VerbCommand(
            "devices",
            "Show what computes here: BLAS, SIMD width, GPUs, adapters and why some are missing.",
            "similarity devices --json");
        verb.Bind((_, console, _) => Run(console));
        return verb;
    }

    public static int Run(VerbConsole console)
    {
        BlasSummary blas = BlasSummary.Of(BlasLibrary.Found);
        IReadOnlyList<AdapterStatus> adapters = BuiltInAdapters.All();
        GpuInventory gpus = GpuDiscovery.Find();
        SearchDevices search = DeviceSearch.Find(BuiltInAdapters.SearchDevices());
        SimdSummary simd = SimdSummary.OfThisMachine();
        Table table = Tables.Create("what", "value");
        Tables.Add(table, "processors", Tables.Number(Environment.ProcessorCount));
        Tables.Add(table, "architecture", simd.Architecture);
        Tables.Add(table, "vector registers", Tables.Number(simd.HardwareBits) + " bits");
        Tables.Add(table, "portable vectors", Tables.Number(simd.VectorBits) + " bits");
        Tables.Add(table, "instruction sets", string.Join(' ', simd.InstructionSets));
        Tables.Add(table, "BLAS", blas.Version ?? blas.WhyNot ?? "");
        foreach (GpuDevice gpu in gpus.Devices)
        {
            string description = $"{gpu.Name} ({gpu.Platform}, {gpu.MemoryBytes >> 20} MiB)";
            Tables.Add(table, $"{gpu.Interface} {gpu.Kind}", description);
        }

        foreach (string reason in gpus.Reasons)
        {
            Tables.Add(table, "no device", reason);
        }

        foreach (SearchDevice device in search.Usable)
        {
            string kind = device.IsGpu ? "GPU" : "no GPU: gains nothing";
            Tables.Add(table, "searches", $"{device.Name} ({device.Interface}, {kind})");
        }

        foreach (AdapterStatus adapter in adapters)
        {
            string presence = adapter.BuiltIn ? "built in" : "absent";
            Tables.Add(table, $"adapter {adapter.Name}", $"{presence}: {adapter.Detail}");
        }

        console.Show(table);
        console.Print(new DevicesDocument(
            Environment.ProcessorCount,
            blas,
            simd,
            gpus.Devices,
            gpus.Reasons,
            [.. search.Usable.Select(SearchDeviceDocument.Of)],
            adapters.Select(AdapterDocument.Of).ToArray()));
        return ExitCode.Done;
    }

    private sealed record DevicesDocument(
        int Processors,
        BlasSummary Blas,
        SimdSummary Simd,
        IReadOnlyList<GpuDevice> Gpus,
        IReadOnlyList<string> WhyNoGpu,
        SearchDeviceDocument[] SearchDevices,
        AdapterDocument[] Adapters)
        : Document("similarity.devices/1");

    /// <param name="WhyNot">Null when there is one.</param>
    private sealed record BlasSummary(
        bool Found, string? Name, string? Version, string? Path, string? WhyNot)
    {
        public static BlasSummary Of(BlasLibrary library) =>
            new(library.IsPresent, library.Name, library.Version, library.Path, library.Absence);
    }

    private sealed record SearchDeviceDocument(
        string Interface, string Name, bool IsGpu, long MemoryBytes)
    {
        public static SearchDeviceDocument Of(SearchDevice device) =>
            new(device.Interface, device.Name, device.IsGpu, device.MemoryBytes);
    }

    /// <param name="WhyNot">Null for an adapter that is built in.</param>
    private sealed record AdapterDocument(
        string Name, string Package, string Version, bool BuiltIn, string? Did, string? WhyNot)
    {
        public static AdapterDocument Of(AdapterStatus status) => new(
            status.Name,
            status.Package,
            status.PackageVersion,
            status.BuiltIn,
            status.BuiltIn ? status.Detail : null,
            status.BuiltIn ? null : status.Detail);
    }
}
