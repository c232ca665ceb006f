using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using Similarity.Crystals;
using Similarity.Operators;

namespace Similarity.Benchmarks.Studies;

/// <summary>
/// Gaps of GFN0, superposed atomic potentials and the single-shot Kohn–Sham operator, and means of
/// them, against PBE gaps: on the 96 materials of the first study, and on structures of at most 16
/// atoms drawn by a seed that no one looked at.
/// </summary>
internal static class OperatorStudy
{
    private const int UsualSample = 1000;
    private const int MostAtoms = 16;
    private const double Spacing = 0.32;

    private static readonly (string Name, string Operator, string Settings)[] Operators =
    [
        ("gfn0", "gfn0", ""),
        ("sap", "sap", ""),
        ("ks", "ks", ""),
        ("ks-coarse", "ks", "grid=coarse"),
        ("sap-coarse", "sap", "grid=coarse"),
        ("sap-dirac-fock", "sap", "atoms=dirac-fock"),
    ];

    private static readonly string[][] Means =
    [
        ["gfn0", "sap"], ["gfn0", "ks"], ["sap", "ks"], ["gfn0", "sap", "ks"],
    ];

    public static void Run(string[] arguments)
    {
        var study = StudyArguments.Parse(arguments);
        HashSet<string> first = [.. MaterialDraw.IdsIn(MaterialDraw.First96)];
        Compare("96", [.. TcmEntry.ReadAll().Where(entry => first.Contains(entry.Id))], study);
        TcmEntry[] drawn = MaterialDraw.Of(
            study.Sample ?? UsualSample,
            study.Seed,
            MostAtoms,
            MaterialDraw.First96,
            MaterialDraw.Gfn0Ids,
            MaterialDraw.Gfn0Gaps);
        Compare("drawn", drawn, study);
    }

    private static void Compare(string name, TcmEntry[] entries, StudyArguments study)
    {
        var results = new Dictionary<string, GapByCounting?[]>(StringComparer.Ordinal);
        foreach ((string label, string made, string settings) in Operators)
        {
            if (study.Only is null || study.Only.Split(',').Contains(label))
            {
                results[label] = Compute(label, made, settings, entries, study);
            }
        }

        bool[] all =
        [
            .. Enumerable.Range(0, entries.Length)
                .Select(i => results.Values.All(gaps => gaps[i] is not null)),
        ];
        Console.WriteLine(
            $"\n## {name}: {all.Count(has => has)} materials of {entries.Length}, "
            + $"{all.Count(has => !has)} refused by an operator\n");
        foreach (string[] parts in Means)
        {
            if (parts.All(results.ContainsKey))
            {
                results[$"mean of {string.Join(", ", parts)}"] = Mean(parts, results);
            }
        }

        foreach ((string label, GapByCounting?[] gaps) in results)
        {
            double[] seconds = [.. gaps.OfType<GapByCounting>().Select(gap => gap.Seconds)];
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"\n### {label}\n\n{seconds.Sum():F0} s of one thread; least eigenvalue of S "
                + $"{gaps.Min(gap => gap?.SmallestOverlap):E1}, at most "
                + $"{gaps.Max(gap => gap?.Removed)} functions removed\n"));
            Console.WriteLine(GapScores.Header);
            foreach ((string subset, Func<TcmEntry, bool> belongs) in ChemistryClass.All)
            {
                GapPair[] pairs =
                [
                    .. Enumerable.Range(0, entries.Length)
                        .Where(i => all[i] && belongs(entries[i]))
                        .Select(i => new GapPair(entries[i].PbeGapEv, gaps[i]!)),
                ];
                if (pairs.Length > 5)
                {
                    Console.WriteLine(GapScores.Row(subset, pairs));
                }
            }
        }

        if (study.Output is not null)
        {
            Write(Path.Combine(study.Output, $"operator-gaps-{name}.csv.gz"), entries, results);
        }
    }

    private static GapByCounting?[] Compute(
        string label, string made, string settings, TcmEntry[] entries, StudyArguments study)
    {
        using var store = new VectorStore(study.Cache, "operators-" + label);
        var results = new GapByCounting?[entries.Length];
        var progress = new Progress(label, entries.Length);
        var parsed = SpectralOperator.Parse(made, settings.Length == 0
            ? ImmutableDictionary<string, string>.Empty
            : settings.Split(',').Select(setting => setting.Split('='))
                .ToDictionary(pair => pair[0], pair => pair[1]));
        Parallel.For(
            0,
            entries.Length,
            new ParallelOptions { MaxDegreeOfParallelism = study.Threads },
            i =>
            {
                results[i] = GapByCounting.FromVector(store.GetOrAdd(
                    entries[i].Id, () => Solve(parsed, entries[i].Crystal)));
                progress.Step();
            });
        return results;
    }

    private static double[] Solve(SpectralOperator made, Crystal crystal)
    {
        try
        {
            KPointGrid grid =
                OperatorBands.GridOf(crystal, Spacing * PhysicalConstants.BohrInAngstrom);
            return GapByCounting
                .Of(OperatorBands.Of(made, crystal, grid, new OperatorOptions { Threads = 1 }))
                ?.ToVector() ?? [];
        }
        catch (UnsuitableCrystalException refused)
        {
            Console.Error.WriteLine(refused.Message);
            return [];
        }
    }

    /// <summary>The mean of the gaps and of the signed gaps of several operators.</summary>
    private static GapByCounting?[] Mean(
        string[] parts, Dictionary<string, GapByCounting?[]> results) =>
    [
        .. Enumerable.Range(0, results[parts[0]].Length).Select(i =>
        {
            GapByCounting?[] gaps = [.. parts.Select(part => results[part][i])];
            return gaps.Any(gap => gap is null)
                ? null
                : new GapByCounting(
                    gaps.Average(gap => gap!.SignedEv),
                    gaps.Any(gap => gap!.IsOdd),
                    gaps.Any(gap => gap!.HasGhost),
                    gaps.Min(gap => gap!.SmallestOverlap),
                    gaps.Max(gap => gap!.Removed),
                    gaps[0]!.KPoints,
                    gaps.Sum(gap => gap!.Seconds))
                {
                    GapEv = gaps.Average(gap => gap!.GapEv),
                };
        }),
    ];

    private static void Write(
        string path, TcmEntry[] entries, Dictionary<string, GapByCounting?[]> results)
    {
        using var file = new GZipStream(File.Create(path), CompressionLevel.SmallestSize);
        using var writer = new StreamWriter(file) { NewLine = "\n" };
        string[] labels =
            [.. results.Keys.Where(label => !label.StartsWith("mean", StringComparison.Ordinal))];
        writer.WriteLine("id,formula,atoms,pbe_gap_ev,magnetization" + string.Concat(
            labels.Select(label =>
                $",{label}_gap_ev,{label}_odd,{label}_ghost,{label}_smin,{label}_removed")));
        for (int i = 0; i < entries.Length; i++)
        {
            TcmEntry entry = entries[i];
            writer.Write(string.Create(
                CultureInfo.InvariantCulture,
                $"{entry.Id},{entry.Crystal.Formula},{entry.Crystal.Count},{entry.PbeGapEv},"
                + $"{entry.Magnetization}"));
            foreach (string label in labels)
            {
                writer.Write(results[label][i] is not { } gap ? ",,,,," : string.Create(
                    CultureInfo.InvariantCulture,
                    $",{gap.SignedEv:F4},{(gap.IsOdd ? 1 : 0)},{(gap.HasGhost ? 1 : 0)},"
                    + $"{gap.SmallestOverlap:E1},{gap.Removed}"));
            }

            writer.WriteLine();
        }
    }
}
