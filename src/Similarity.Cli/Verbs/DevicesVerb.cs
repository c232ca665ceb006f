using System.CommandLine;
using Similarity.Cli.CommandLine;
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
        SimdSummary simd = SimdSummary.OfThisMachine();
        Table table = Tables.Create("what", "value");
        Tables.Add(table, "processors", Tables.Number(Environment.ProcessorCount));
        Tables.Add(table, "architecture", simd.Architecture);
        Tables.Add(table, "vector registers", Tables.Number(simd.HardwareBits) + " bits");
        Tables.Add(table, "portable vectors", Tables.Number(simd.VectorBits) + " bits");
        Tables.Add(table, "instruction sets", string.Join(' ', simd.InstructionSets));
        console.Show(table);
        console.Print(new DevicesDocument(Environment.ProcessorCount, simd));
        return ExitCode.Done;
    }

    private sealed record DevicesDocument(int Processors, SimdSummary Simd)
        : Document("similarity.devices/1");
}
