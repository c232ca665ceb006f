using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using Similarity.Crystals;
using Similarity.Operators;

namespace Similarity.Benchmarks.Studies;

/// <summary>
/// GFN0 gaps against PBE gaps on structures of database/tcm drawn by a seed: whatever the operator
/// supports, lanthanides and magnets included, except materials that were looked at while the
/// operator was chosen or mended.
/// </summary>
internal static class GapStudy
{
    private const int UsualSample = 1000;
    private const int MostAtoms = 20;
    private const double LeastMagnetization = 0.1;

    private static readonly ImmutableArray<Setting> Settings =
    [
        new("default", 0.35, []),
        new("default-0.5", 0.5, []),
        new("default-0.7", 0.7, []),
        new("default-1.0", 1.0, []),
        new("default-0.25", 0.25, []),
        new("default-5e-2", 0.35, [("threshold", "5e-2")]),
        new("default-1e-5", 0.35, [("threshold", "1e-5")]),
        new("saturated", 0.35, [("variant", "saturated")]),
        new("published", 0.35, [("variant", "published")]),
        new("published-1e-5", 0.35, [("variant", "published"), ("threshold", "1e-5")]),
        new("published-0.7", 0.7, [("variant", "published")]),
    ];

    public static void Run(string[] arguments)
    {
        var study = StudyArguments.Parse(arguments);
        TcmEntry[] entries = MaterialDraw.Of(
            study.Sample ?? UsualSample,
            study.Seed,
            MostAtoms,
            MaterialDraw.First96,
            MaterialDraw.Gfn0Ids);
        var results = new Dictionary<string, GapByCounting?[]>(StringComparer.Ordinal);
        foreach (Setting setting in Settings)
        {
            if (study.Only is null || study.Only.Split(',').Contains(setting.Name))
            {
                results[setting.Name] = Compute(setting, entries, study);
            }
        }

        Report(entries, results);
        if (study.Output is not null)
        {
            WriteValues(Path.Combine(study.Output, "gfn0-gaps.csv.gz"), entries, results);
        }
    }

    private static GapByCounting?[] Compute(
        Setting setting, TcmEntry[] entries, StudyArguments study)
    {
        using var store = new VectorStore(study.Cache, "gaps-" + setting.Name);
        var results = new GapByCounting?[entries.Length];
        var progress = new Progress(setting.Name, entries.Length);
        var gfn0 = SpectralOperator.Parse("gfn0", setting.Values.ToImmutableDictionary(
            value => value.Name, value => value.Value, StringComparer.Ordinal));
        Parallel.For(
            0,
            entries.Length,
            new ParallelOptions { MaxDegreeOfParallelism = study.Threads },
            i =>
            {
                results[i] = GapByCounting.FromVector(store.GetOrAdd(
                    entries[i].Id, () => Solve(gfn0, entries[i].Crystal, setting.Spacing)));
                progress.Step();
            });
        return results;
    }

    private static double[] Solve(SpectralOperator gfn0, Crystal crystal, double spacing)
    {
        try
        {
            var grid = KPointGrid.FromSpacing(
                crystal.Lattice, spacing * PhysicalConstants.BohrInAngstrom);
            OperatorSpectrum spectrum =
                OperatorBands.Of(gfn0, crystal, grid, new OperatorOptions { Threads = 1 });
            return GapByCounting.Of(spectrum)?.ToVector() ?? [];
        }
        catch (UnsuitableCrystalException refused)
        {
            Console.Error.WriteLine(refused.Message);
            return [];
        }
    }

    private static void Report(
        TcmEntry[] entries, Dictionary<string, GapByCounting?[]> results)
    {
        foreach ((string name, GapByCounting?[] gaps) in results)
        {
            double[] seconds = [.. gaps.OfType<GapByCounting>().Select(gap => gap.Seconds)];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"\n### {name}\n\n{gaps.Count(gap => gap is null)} refused; "
                + $"{seconds.Sum():F0} s of one thread, median {Median(seconds) * 1e3:F0} ms\n"));
            Console.WriteLine(GapScores.Header);
            foreach ((string subset, Func<TcmEntry, bool> belongs) in Subsets)
            {
                Console.WriteLine(GapScores.Row(subset, Pairs(entries, gaps, belongs)));
            }

            Console.WriteLine(GapScores.Row(
                "without ghosts",
                [.. Pairs(entries, gaps, _ => true).Where(pair => !pair.Operator.HasGhost)]));
        }

        if (results.GetValueOrDefault("default") is { } usual)
        {
            Console.WriteLine("\n| setting | AUC less that of the default |\n| --- | --- |");
            foreach ((string name, GapByCounting?[] gaps) in results)
            {
                bool[] both = [.. usual.Zip(gaps, (a, b) => a is not null && b is not null)];
                Estimate difference = GapScores.AreaDifference(
                    Pairs(entries, Where(gaps, both), _ => true),
                    Pairs(entries, Where(usual, both), _ => true));
                Console.WriteLine($"| {name} | {difference.Text("F4")} |");
            }
        }
    }

    private static readonly (string Name, Func<TcmEntry, bool> Belongs)[] Subsets =
    [
        ("all", _ => true),
        ("no 57–71, \\|M\\| ≤ 0.1", entry => !entry.HasElement(57, 71) && !IsMagnetic(entry)),
        ("with 57–71", entry => entry.HasElement(57, 71)),
        ("\\|M\\| > 0.1", IsMagnetic),
    ];

    private static bool IsMagnetic(TcmEntry entry) =>
        Math.Abs(entry.Magnetization ?? 0) > LeastMagnetization;

    private static GapPair[] Pairs(
        TcmEntry[] entries, GapByCounting?[] gaps, Func<TcmEntry, bool> belongs) =>
    [
        .. entries.Zip(gaps)
            .Where(pair => pair.Second is not null && belongs(pair.First))
            .Select(pair => new GapPair(pair.First.PbeGapEv, pair.Second!)),
    ];

    private static GapByCounting?[] Where(GapByCounting?[] gaps, bool[] wanted) =>
        [.. gaps.Select((gap, i) => wanted[i] ? gap : null)];

    private static double Median(double[] values) =>
        values.Length == 0 ? 0 : Learning.Validation.Quantiles.Median(values);

    private static void WriteValues(
        string path, TcmEntry[] entries, Dictionary<string, GapByCounting?[]> results)
    {
        using var file = new GZipStream(File.Create(path), CompressionLevel.SmallestSize);
        using var writer = new StreamWriter(file) { NewLine = "\n" };
        string columns = string.Concat(results.Keys.Select(name =>
            $",{name}_gap_ev,{name}_odd,{name}_ghost,{name}_smin,{name}_removed,{name}_kpoints"));
        writer.WriteLine("id,formula,atoms,pbe_gap_ev,magnetization" + columns);
        for (int i = 0; i < entries.Length; i++)
        {
            TcmEntry entry = entries[i];
            writer.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{entry.Id},{entry.Crystal.Formula},{entry.Crystal.Count},{entry.PbeGapEv},"
                + $"{entry.Magnetization}"));
            foreach (GapByCounting?[] gaps in results.Values)
            {
                writer.Write(gaps[i] is not { } gap ? ",,,,,," : string.Create(
                    CultureInfo.InvariantCulture,
                    $",{gap.SignedEv:F4},{(gap.IsOdd ? 1 : 0)},{(gap.HasGhost ? 1 : 0)},"
                    + $"{gap.SmallestOverlap:E1},{gap.Removed},{gap.KPoints}"));
            }

            writer.WriteLine();
        }
    }

    /// <param name="Spacing">Of the k-points, 1/Å with 2π included.</param>
    private sealed record Setting(
        string Name, double Spacing, ImmutableArray<(string Name, string Value)> Values);
}
