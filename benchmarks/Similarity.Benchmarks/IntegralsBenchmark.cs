using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using System.Text.Json;
using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Formats.JsonLines;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Operators;
using Similarity.Operators.Integrals;

namespace Similarity.Benchmarks;

/// <summary>
/// Pairs, integrals and Bloch sums of some crystals with one thread in the bases of GFN0 (overlap)
/// and of the kinetic operator (overlap and kinetic energy). Prints a table in Markdown. The means
/// run over the first structures of database/tcm; what the first run adds to the best is the making
/// of tables, which a process does once.
/// </summary>
/// <remarks>Arguments: the folder database, the number of structures, the tolerance.</remarks>
internal static class IntegralsBenchmark
{
    private const int Repetitions = 10;
    private const double LeastExponent = 0.1;
    private const int LastElement = 86;

    private static readonly Vector3D K = new(0.21, -0.13, 0.37);

    public static void Run(string[] args)
    {
        string folder = args[0];
        int count = int.Parse(args[1], CultureInfo.InvariantCulture);
        double tolerance = double.Parse(args[2], CultureInfo.InvariantCulture);
        Crystal[] structures = JsonLinesFormat
            .Structures(new FileSource(Path.Combine(folder, "tcm/structures.jsonl.gz")))
            .Where(crystal => crystal.Sites.ToArray()
                .All(site => site.Element.AtomicNumber <= LastElement))
            .Take(count)
            .ToArray();
        Crystal[] named =
        [
            Cubic("Si", 10.263, (14, 0, 0, 0), (14, 0.25, 0.25, 0.25)),
            Cubic("BaTiO3", 7.575, (56, 0, 0, 0), (22, 0.5, 0.5, 0.5), (8, 0.5, 0.5, 0),
                (8, 0.5, 0, 0.5), (8, 0, 0.5, 0.5)),
            .. structures.Where(crystal => crystal.Name == "mp-28290"),
        ];
        Console.WriteLine(
            "| basis | crystal | atoms | functions | pairs | values | pairs ms | integrals ms "
            + "| ns per pair | Bloch sums ms |");
        Console.WriteLine("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (bool kinetic in (bool[])[false, true])
        {
            Dictionary<int, GaussianShell[]> shells = kinetic
                ? KineticShells(folder)
                : OverlapShells(folder);
            foreach (Crystal crystal in named)
            {
                Measurement quickest = Measure(crystal, shells, kinetic, tolerance);
                for (int repetition = 1; repetition < Repetitions; repetition++)
                {
                    quickest = quickest.Best(Measure(crystal, shells, kinetic, tolerance));
                }

                quickest.Write(kinetic, crystal.Formula);
            }

            Measurement[] first = Array.ConvertAll(
                structures, crystal => Measure(crystal, shells, kinetic, tolerance));
            Mean(first).Write(kinetic, "mean, first run");
            Measurement[] best = first;
            for (int repetition = 1; repetition < Repetitions; repetition++)
            {
                best = Array.ConvertAll(
                    [.. best.Zip(structures)],
                    pair => pair.First.Best(Measure(pair.Second, shells, kinetic, tolerance)));
            }

            Mean(best).Write(kinetic, "mean, best run");
        }
    }

    private static Measurement Mean(Measurement[] all) =>
        all.Aggregate((sum, other) => sum.Plus(other)).Over(all.Length);

    private static Measurement Measure(
        Crystal crystal, Dictionary<int, GaussianShell[]> shells, bool kinetic, double tolerance)
    {
        var basis = new GaussianBasis(
            crystal,
            [.. crystal.Sites.ToArray().Select(site => shells[site.Element.AtomicNumber])]);
        var clock = Stopwatch.StartNew();
        LatticePairs pairs = LatticePairs.Build(basis, tolerance);
        double pairSeconds = clock.Elapsed.TotalSeconds;
        clock.Restart();
        double[] second;
        double[] overlap;
        if (kinetic)
        {
            (overlap, second) = PairIntegrals.OverlapAndKinetic(pairs);
        }
        else
        {
            overlap = second = PairIntegrals.Overlap(pairs);
        }

        double integralSeconds = clock.Elapsed.TotalSeconds;
        var s = new Matrix<Complex>(basis.Count, basis.Count);
        var h = new Matrix<Complex>(basis.Count, basis.Count);
        var sum = new BlochSum(pairs);
        clock.Restart();
        sum.Evaluate(K, overlap, s, second, h);
        return new Measurement(
            crystal.Count,
            basis.Count,
            pairs.Pairs.Length,
            pairs.ValueCount,
            pairSeconds,
            integralSeconds,
            clock.Elapsed.TotalSeconds);
    }

    private static Crystal Cubic(
        string name, double edge, params (int Element, double X, double Y, double Z)[] sites) =>
        new(
            new Lattice(name == "Si"
                ? new Matrix3D(
                    new(0, edge / 2, edge / 2), new(edge / 2, 0, edge / 2),
                    new(edge / 2, edge / 2, 0))
                : Matrix3D.Diagonal(edge, edge, edge)),
            sites.Select(s => new Site(new Element(s.Element), new(s.X, s.Y, s.Z))))
        { Name = name };

    private static Dictionary<int, GaussianShell[]> KineticShells(string folder)
    {
        using JsonDocument table = Table(folder, "ano_ml_os.json");
        var shells = new Dictionary<int, GaussianShell[]>();
        foreach (JsonProperty element in
            table.RootElement.GetProperty("elements").EnumerateObject())
        {
            shells[int.Parse(element.Name, CultureInfo.InvariantCulture)] = [..
                element.Value.GetProperty("shells").EnumerateArray().Select(shell =>
                {
                    double[] exponents =
                        shell.GetProperty("exponents").Deserialize<double[]>()!;
                    double[] coefficients =
                        shell.GetProperty("coefficients").Deserialize<double[]>()!;
                    int[] kept = [.. Enumerable.Range(0, exponents.Length)
                        .Where(i => exponents[i] >= LeastExponent && coefficients[i] != 0)];
                    return GaussianShell.OfNormalizedPrimitives(
                        shell.GetProperty("l").GetInt32(),
                        [.. kept.Select(i => exponents[i])],
                        [.. kept.Select(i => coefficients[i])]).Normalized();
                })];
        }

        return shells;
    }

    private static Dictionary<int, GaussianShell[]> OverlapShells(string folder)
    {
        using JsonDocument table = Table(folder, "gfn0_parameters.json");
        JsonElement expansions = table.RootElement.GetProperty("sto_ng");
        var shells = new Dictionary<int, GaussianShell[]>();
        foreach (JsonProperty element in
            table.RootElement.GetProperty("elements").EnumerateObject())
        {
            shells[int.Parse(element.Name, CultureInfo.InvariantCulture)] = [..
                element.Value.GetProperty("shells").EnumerateArray().Select(shell =>
                {
                    int l = shell.GetProperty("l").GetInt32();
                    double zeta = shell.GetProperty("zeta").GetDouble();
                    string terms = shell.GetProperty("nprim").GetInt32()
                        .ToString(CultureInfo.InvariantCulture);
                    string name = string.Create(
                        CultureInfo.InvariantCulture,
                        $"{shell.GetProperty("n").GetInt32()}{"spdf"[l]}");
                    JsonElement sto = expansions.GetProperty(terms).GetProperty(name);
                    return GaussianShell.OfNormalizedPrimitives(
                        l,
                        [.. sto.GetProperty("alpha").Deserialize<double[]>()!
                            .Select(alpha => alpha * zeta * zeta)],
                        sto.GetProperty("coeff").Deserialize<double[]>()!);
                })];
        }

        return shells;
    }

    private static JsonDocument Table(string folder, string name) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "operators", name)));

    private readonly record struct Measurement(
        double Atoms,
        double Functions,
        double Pairs,
        double Values,
        double PairSeconds,
        double IntegralSeconds,
        double SumSeconds)
    {
        public Measurement Best(Measurement other) => this with
        {
            PairSeconds = Math.Min(PairSeconds, other.PairSeconds),
            IntegralSeconds = Math.Min(IntegralSeconds, other.IntegralSeconds),
            SumSeconds = Math.Min(SumSeconds, other.SumSeconds),
        };

        public Measurement Plus(Measurement other) => new(
            Atoms + other.Atoms,
            Functions + other.Functions,
            Pairs + other.Pairs,
            Values + other.Values,
            PairSeconds + other.PairSeconds,
            IntegralSeconds + other.IntegralSeconds,
            SumSeconds + other.SumSeconds);

        public Measurement Over(double count) => new(
            Atoms / count,
            Functions / count,
            Pairs / count,
            Values / count,
            PairSeconds / count,
            IntegralSeconds / count,
            SumSeconds / count);

        public void Write(bool kinetic, string crystal) => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {(kinetic ? "kinetic" : "GFN0")} | {crystal} | {Atoms:F1} | {Functions:F0} "
            + $"| {Pairs:F0} | {Values:F0} | {1e3 * PairSeconds:F3} | {1e3 * IntegralSeconds:F3} "
            + $"| {1e9 * IntegralSeconds / Pairs:F0} | {1e3 * SumSeconds:F3} |"));
    }
}
