using System.Diagnostics;
using System.Globalization;
using Similarity.Crystals;
using Similarity.DensityModels.GridPoint;
using Similarity.Learning.BayesianNetworks;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;
using static Similarity.Benchmarks.Studies.GridDensity.GridDensityStudy;

namespace Similarity.Benchmarks.Studies.GridDensity;

/// <summary>What points cost in cells of 10³ to 10⁶ atoms, and the network alone.</summary>
internal static class ScaleSteps
{
    /// <summary>Cells of 4 atoms along an edge: 864 to 1,000,188 atoms.</summary>
    private static readonly int[] Edges = [6, 14, 29, 63];

    private const double Displacement = 0.25;

    /// <summary>
    /// Whole slabs until so many points are made: 24 points along an edge of four atoms, as the
    /// data have.
    /// </summary>
    private const long MostPoints = 400_000;

    private const int PointsPerEdge = 24;

    public static void Scale(AluminiumSplit split, StudyArguments study, GridDensityModel model)
    {
        Lattice cell = split.SmallTrain
            .First(density => density.Name.Contains("e0", StringComparison.Ordinal))
            .Crystal.Lattice;
        Say("| atoms | grid | points made | descriptors and means, s of the processor per 10⁶ "
            + "points | with 30 draws | resident MiB, most so far |");
        Say("|---|---|---|---|---|---|");
        foreach (int edge in Edges)
        {
            Crystal crystal = Shaken(cell, edge);
            int points = edge * PointsPerEdge;
            var grid = new UniformGrid(crystal.Lattice, points, points, points);
            (long made, double means) = Measure(
                model, crystal, grid, NetworkDraws.Centre(model.Network), study, MostPoints);
            string drawn = "as above";
            if (edge == Edges[0])
            {
                NetworkDraws some = NetworkDraws.Of(model.Network, Draws, 1);
                drawn = Measure(model, crystal, grid, some, study, MostPoints / 8)
                    .SecondsPerMillion.ToString("0.0", CultureInfo.InvariantCulture);
            }

            using var process = Process.GetCurrentProcess();
            Say(string.Create(
                CultureInfo.InvariantCulture,
                $"| {crystal.Count} | {points}³ | {made} | {means:0.00} | {drawn} | "
                + $"{process.PeakWorkingSet64 / (1024.0 * 1024):0} |"));
        }
    }

    /// <summary>
    /// The network of means on 16,384 rows against a square product of the library, in turns, each
    /// repeated until the processor's clock, of some 10 ms, is fine enough.
    /// </summary>
    public static void Forward(GridDensityModel model)
    {
        const int Rows = 1 << 14, Order = 1024, Turns = 15, Products = 8, Passes = 30;
        NetworkDraws draws = NetworkDraws.Centre(model.Network);
        var random = new RandomStream(1);
        double[] rows = new double[Rows * model.Descriptor.Columns];
        for (int i = 0; i < rows.Length; i++)
        {
            int column = i % model.Descriptor.Columns;
            rows[i] = model.Network.Inputs.Means[column] + random.Normal();
        }

        double[] mean = new double[Rows], noise = new double[Rows], spread = new double[Rows];
        var a = new Matrix<double>(Order, Order);
        for (int i = 0; i < a.Values.Length; i++)
        {
            a.Values[i] = random.Normal();
        }

        double[] c = new double[Order * Order];
        var shares = new List<double>();
        var rates = new List<double>();
        for (int turn = 0; turn < Turns; turn++)
        {
            double product = Seconds(Products, () =>
                MatrixProduct.Multiply(a.View(), a.View(), c, Order));
            double network = Seconds(Passes, () =>
                draws.Predict(rows, Rows, mean, noise, spread, threads: 1));
            double rate = 2e-9 * Order * Order * Order / product;
            rates.Add(rate);
            shares.Add(1e-9 * draws.ProductOperations * Rows / network / rate);
        }

        rates.Sort();
        shares.Sort();
        Say(string.Create(
            CultureInfo.InvariantCulture,
            $"product of {Order}³: {rates[Turns / 2]:0.0} GFLOP/s on one thread (quartiles "
            + $"{rates[Turns / 4]:0.0} and {rates[3 * Turns / 4]:0.0}); the network, "
            + $"scaling and activations included, does its products at "
            + $"{100 * shares[Turns / 2]:0} % of that (quartiles {100 * shares[Turns / 4]:0} and "
            + $"{100 * shares[3 * Turns / 4]:0} %)"));
    }

    private static (long Points, double SecondsPerMillion) Measure(
        GridDensityModel model,
        Crystal crystal,
        UniformGrid grid,
        NetworkDraws draws,
        StudyArguments study,
        long most)
    {
        var slabs = new DensitySlabs(model, crystal, grid, draws, study.Threads);
        long made = 0;
        double seconds = Seconds(1, () =>
        {
            for (int slab = 0; slab < slabs.Count && made < most; slab++)
            {
                made += slabs.Predict(slab).Density.Length;
            }
        });
        return (made, 1e6 * seconds / made);
    }

    private static double Seconds(int times, Action work)
    {
        TimeSpan before = ProcessorTime();
        for (int i = 0; i < times; i++)
        {
            work();
        }

        return Math.Max(1e-6, (ProcessorTime() - before).TotalSeconds) / times;
    }

    /// <summary>fcc with every atom displaced at random: no two points are alike.</summary>
    private static Crystal Shaken(Lattice cell, int edge)
    {
        Matrix3D a = cell.Vectors;
        var lattice = new Lattice(new Matrix3D(edge * a.Row0, edge * a.Row1, edge * a.Row2));
        var random = new RandomStream((ulong)edge);
        Vector3D[] basis = [default, new(0.5, 0.5, 0), new(0.5, 0, 0.5), new(0, 0.5, 0.5)];
        var sites = new List<Site>(4 * edge * edge * edge);
        for (int i = 0; i < edge * edge * edge; i++)
        {
            var corner = new Vector3D(i / (edge * edge), i / edge % edge, i % edge);
            foreach (Vector3D place in basis)
            {
                Vector3D shift = Displacement
                    * new Vector3D(random.Normal(), random.Normal(), random.Normal());
                sites.Add(new Site(
                    new Element(13),
                    (corner + place) / edge + lattice.ToFractional(shift)));
            }
        }

        return new Crystal(lattice, sites);
    }
}
