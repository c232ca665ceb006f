using System.Diagnostics;
using System.Globalization;
using Similarity.Crystals;
using Similarity.Crystals.Neighbors;
using Similarity.Numerics;

namespace Similarity.Benchmarks;

/// <summary>
/// Neighbour lists of perturbed silicon supercells at 5 Å with one thread: time per atom from 10⁴
/// to 10⁶ atoms, which should be constant. Prints a table in Markdown.
/// </summary>
internal static class NeighboursBenchmark
{
    private const double CutoffInAngstrom = 5;
    private const double EdgeInAngstrom = 5.431;
    private const double PerturbationInAngstrom = 0.1;
    private const int Repetitions = 5;

    public static void Run(string[] args)
    {
        // The first calls are slow while the runtime still compiles.
        Crystal small = PerturbedSilicon(8);
        for (int repetition = 0; repetition < 50; repetition++)
        {
            NeighborList.Build(small, CutoffInAngstrom / PhysicalConstants.BohrInAngstrom);
        }

        TextWriter output = Console.Out;
        output.WriteLine("| atoms | neighbours per atom | seconds (best of 5) | µs per atom |");
        output.WriteLine("| ---: | ---: | ---: | ---: |");
        foreach (int cells in new[] { 11, 23, 50 })
        {
            Crystal crystal = PerturbedSilicon(cells);
            double best = double.PositiveInfinity;
            int pairs = 0;
            for (int repetition = 0; repetition < Repetitions; repetition++)
            {
                var clock = Stopwatch.StartNew();
                pairs = NeighborList.Build(
                    crystal, CutoffInAngstrom / PhysicalConstants.BohrInAngstrom).Count;
                best = Math.Min(best, clock.Elapsed.TotalSeconds);
            }

            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {crystal.Count} | {(double)pairs / crystal.Count:F1} | {best:F3} "
                + $"| {1e6 * best / crystal.Count:F2} |"));
        }
    }

    private static Crystal PerturbedSilicon(int cells)
    {
        Vector3D[] basis =
        [
            new(0, 0, 0), new(0, 0.5, 0.5), new(0.5, 0, 0.5), new(0.5, 0.5, 0),
            new(0.25, 0.25, 0.25), new(0.25, 0.75, 0.75),
            new(0.75, 0.25, 0.75), new(0.75, 0.75, 0.25),
        ];
        var random = new Random(1);
        var silicon = new Element(14);
        var sites = new List<Site>(basis.Length * cells * cells * cells);
        for (int cell = 0; cell < cells * cells * cells; cell++)
        {
            var corner = new Vector3D(cell / cells / cells, cell / cells % cells, cell % cells);
            foreach (Vector3D position in basis)
            {
                Vector3D shift = new(
                    random.NextDouble() - 0.5,
                    random.NextDouble() - 0.5,
                    random.NextDouble() - 0.5);
                Vector3D local =
                    corner + position + 2 * PerturbationInAngstrom / EdgeInAngstrom * shift;
                sites.Add(new Site(silicon, local / cells));
            }
        }

        double edge = cells * EdgeInAngstrom / PhysicalConstants.BohrInAngstrom;
        return new Crystal(new Lattice(Matrix3D.Diagonal(edge, edge, edge)), sites);
    }
}
