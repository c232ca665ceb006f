using System.Globalization;
using System.Text;

namespace Similarity.Benchmarks.Growth;

/// <summary>
/// What a hundred million materials cost on N nodes, from what one material cost at the largest
/// size that was measured. Nothing of it was run.
/// </summary>
internal static class GrowthModel
{
    private const double Rows = 1e8;
    private const int ProcessorsPerNode = 2, Nearest = 10, HitBytes = 30;

    // Of results/throughput.md, all 15,000 structures: a processor, kinetic and GFN0.
    private const double KineticSeconds = 0.012, Gfn0Seconds = 0.052;

    private static readonly int[] Nodes = [1, 4, 16, 64, 256];

    public static string Of(GrowthPoint largest, int lanes)
    {
        double n = largest.Rows;
        double import = largest.Import.Processors / n, segment = largest.Segments.Processors / n;
        double query = largest.QueryProcessors / n, batch = largest.BatchProcessors / n / 100;
        double disk = (largest.DatabaseBytes + largest.SegmentBytes) / n;
        int stride = (lanes + 15) / 16 * 16;
        var text = new StringBuilder();
        text.AppendLine("## Model: 10⁸ materials on N nodes").AppendLine();
        Line(text, $"**A model, not a measurement.** Nodes of {ProcessorsPerNode} processors ");
        Line(text, $"like these, rows spread by a hash of the id, m = 10⁸/N on each; costs of ");
        Line(text, $"one row are those above at {largest.Rows:N0} rows, in seconds of a ");
        Line(text, $"processor: fingerprint f = {Gfn0Seconds} (GFN0; kinetic {KineticSeconds}, ");
        Line(text, $"throughput.md), import i = {1e6 * import:F0} µs, segment s = ");
        Line(text, $"{1e6 * segment:F1} µs, query q = {1e9 * query:F1} ns, in a batch of 100 ");
        Line(text, $"b = {1e9 * batch:F1} ns; on disk d = {disk:F0} bytes; read for a query ");
        Line(text, $"{stride} (the copy in bytes, in memory). What waiting for disks takes comes ");
        Line(text, $"on top.");
        text.AppendLine().AppendLine();
        text.AppendLine("| N | m | fingerprints, GFN0: 10⁸ × f / (2 N) "
            + "| import m × i + segments m × s "
            + "| disk m × d | memory m × 1 byte a number | query m × q / 2 | of a batch m × b / 2 "
            + "| rows computed in double | network N × 10 × 30 bytes |");
        text.AppendLine("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (int nodes in Nodes)
        {
            double m = Rows / nodes;
            Line(text, $"| {nodes} | {m:0.0e0} ");
            Line(text, $"| {Rows * Gfn0Seconds / ProcessorsPerNode / nodes / 86400:F2} d ");
            Line(text, $"| {m * (import + segment) / 3600:F2} h ");
            Line(text, $"| {m * disk / 1e9:F1} GB | {m * stride / 1e9:F1} GB ");
            Line(text, $"| {1e3 * m * query / ProcessorsPerNode:F1} ms ");
            Line(text, $"| {1e3 * m * batch / ProcessorsPerNode:F2} ms ");
            Line(text, $"| some hundreds per node | {nodes * Nearest * HitBytes / 1e3:F1} kB |");
            text.AppendLine();
        }

        text.AppendLine();
        text.AppendLine(
            "A query ends when the slowest node has answered, plus one round trip; the answer is "
            + "exact, as the k nearest of all are among the k nearest of each node. Memory bounds "
            + "N from below: where the copy does not fit, a query reads it from disk. A graph "
            + "(graph.md) reads some thousand rows instead of all m, and takes 164 bytes a row "
            + "more; its build, 1,280 rows/s at 10⁵ rows there, is the longer part on few nodes.");
        return text.ToString();
    }

    private static void Line(StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture));
}
