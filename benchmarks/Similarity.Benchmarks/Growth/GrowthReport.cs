using System.Globalization;
using System.Text;
using Similarity.Benchmarks.Graph;
using Similarity.Search.Kernels;

namespace Similarity.Benchmarks.Growth;

/// <summary>The page of a run.</summary>
internal static class GrowthReport
{
    public static string Of(
        IReadOnlyList<GrowthPoint> points,
        StreamedSearch? streamed,
        PaddedFingerprints fingerprints,
        string filter,
        string plot)
    {
        var text = new StringBuilder();
        string sizes = string.Join(
            ',', points.Select(point => point.Rows.ToString(CultureInfo.InvariantCulture)));
        text.AppendLine("# `growth`: what a database costs as it grows").AppendLine();
        text.AppendLine(
            "`dotnet run -c Release --project benchmarks/Similarity.Benchmarks -- growth "
            + $"X.npy {sizes} <folder> benchmarks/results/growth.md"
            + (streamed is null ? "" : FormattableString.Invariant($" {streamed.Rows}"))
            + "` writes this page and the plot.").AppendLine();
        text.AppendLine(FormattableString.Invariant(
            $"Fingerprints of {fingerprints.Lanes} float32, the first {fingerprints.RealCount:N0} ")
            + "of materials, the others made of two of them each, as in graph.md. Materials "
            + "without structures; SQLite, batches of 256; segments beside it; `ExactIndex`, "
            + "Euclidean, the 10 nearest, with its copy in bytes. Seconds by the clock, in "
            + "brackets those of all processors, which a busy machine stretches less. Queries: "
            + "one thread, the least of 30; a batch of 100 with all threads, the least of "
            + "3.").AppendLine();
        text.AppendLine($"{Machine()}, Linux kernel and .NET {Environment.Version}, "
            + $"{Environment.ProcessorCount} processors, {ByteInstructionSets.Best}; SQLite "
            + $"as Microsoft.Data.Sqlite brings it. Load average {Load()}: above the number of "
            + "processors other programs had a share of them.").AppendLine();
        Table(text, points, filter);
        text.AppendLine().AppendLine($"![seconds over materials]({plot})").AppendLine();
        Streamed(text, streamed);
        text.Append(GrowthModel.Of(points[^1], fingerprints.Lanes));
        return text.ToString();
    }

    private static void Table(
        StringBuilder text, IReadOnlyList<GrowthPoint> points, string filter)
    {
        Row(text, points, "materials", point => $"{point.Rows:N0}");
        text.Append("|---|").AppendJoin('|', points.Select(_ => "---:")).AppendLine("|");
        Row(text, points, "import, s", point => Text(point.Import));
        Row(text, points, "import, materials/s (of a processor)", point =>
            $"{point.Rows / point.Import.Clock:F0} ({point.Rows / point.Import.Processors:F0})");
        Row(text, points, "database with its log, bytes a material", point =>
            $"{(double)point.DatabaseBytes / point.Rows:F0}");
        Row(text, points, "segments made, s", point => Text(point.Segments));
        Row(text, points, "segments, bytes a material", point =>
            $"{(double)point.SegmentBytes / point.Rows:F0}");
        Row(text, points, "segments opened again, hashes checked, s", point =>
            Text(point.Reopening));
        Row(text, points, "all keys, s", point => Text(point.Keys));
        Row(text, points, $"keys with `{filter}`, s", point => Text(point.FilteredKeys));
        Row(text, points, "of which pass", point => $"{point.KeysPassed:N0}");
        Row(text, points, "copy in bytes made, s", point => Text(point.Bytes));
        Row(text, points, "one query, ms", point =>
            $"{1e3 * point.QuerySeconds:F2} ({1e3 * point.QueryProcessors:F2})");
        Row(text, points, "a query of a batch of 100, ms", point =>
            $"{10 * point.BatchSeconds:F3} ({10 * point.BatchProcessors:F3})");
    }

    private static void Streamed(StringBuilder text, StreamedSearch? streamed)
    {
        if (streamed is null)
        {
            text.AppendLine("The search over 10⁷ rows, a fifth argument 10000000, was not run: "
                + "rows made, searched and dropped in pieces of 10⁶, the nearest of each "
                + "merged.").AppendLine();
            return;
        }

        text.AppendLine(FormattableString.Invariant(
            $"Search alone over {streamed.Rows:N0} rows, made, searched and dropped in ")
            + FormattableString.Invariant($"{streamed.Pieces} pieces, the nearest of each merged: ")
            + $"making them {Text(streamed.Making)} s, copies in bytes {Text(streamed.Copies)} s, "
            + $"a batch of 100 queries {Text(streamed.Batch)} s.").AppendLine();
    }

    private static void Row(
        StringBuilder text,
        IReadOnlyList<GrowthPoint> points,
        string name,
        Func<GrowthPoint, FormattableString> cell) =>
        text.Append($"| {name} | ")
            .AppendJoin(" | ", points.Select(point => FormattableString.Invariant(cell(point))))
            .AppendLine(" |");

    private static void Row(
        StringBuilder text,
        IReadOnlyList<GrowthPoint> points,
        string name,
        Func<GrowthPoint, string> cell) =>
        text.Append($"| {name} | ").AppendJoin(" | ", points.Select(cell)).AppendLine(" |");

    private static string Text(Cost cost) =>
        FormattableString.Invariant($"{cost.Clock:G3} ({cost.Processors:G3})");

    private static string Load() => File.Exists("/proc/loadavg")
        ? File.ReadAllText("/proc/loadavg").Split(' ')[2]
        : "unknown";

    private static string Machine() => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
            ?.Split(':', 2)[1].Trim() ?? "unknown processor"
        : "unknown processor";
}
