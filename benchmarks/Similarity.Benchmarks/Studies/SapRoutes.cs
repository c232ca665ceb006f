using System.Diagnostics;
using System.Globalization;
using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Operators;
using Similarity.Operators.Sap;
using Similarity.Tests.Operators.Sap;

namespace Similarity.Benchmarks.Studies;

/// <summary>
/// Two ways to the integrals of superposed potentials on three cells: the grid, as built in, timed
/// as it is; and three-centre integrals in closed form, by the slow twin of the tests, timed on a
/// sample of pairs of primitive functions and centres, and counted. The twin is not optimised:
/// what counts is how many integrals there are.
/// </summary>
internal static class SapRoutes
{
    /// <summary>Pairs of primitives whose overlap is less have no part, as in the notes.</summary>
    private const double LeastOverlap = 1e-6;

    /// <summary>Centres farther from a pair are beyond the short part of the potential.</summary>
    private const double CentreReach = 15;

    private const double SecondsOfSample = 10;

    public static void Run(string[] arguments)
    {
        Console.WriteLine("| cell | atoms | grid, s | primitive pairs | triples | sampled "
            + "| µs a triple, twin | twin, all triples, s |\n| --- | ---: | ---: | ---: | ---: | "
            + "---: | ---: | ---: |");
        foreach ((string name, Crystal crystal) in Cells())
        {
            Console.WriteLine(Row(name, crystal));
        }
    }

    private static IEnumerable<(string, Crystal)> Cells()
    {
        const double A = 1 / PhysicalConstants.BohrInAngstrom;
        yield return ("Si", Fcc(5.431 * A, 14, 14, 0.25));
        yield return ("MgO", Fcc(4.212 * A, 12, 8, 0.5));
        yield return ("BaTiO3", new Crystal(
            new Lattice(4.04 * A * Matrix3D.Identity),
            [
                new(new(56), default),
                new(new(22), new(0.5, 0.5, 0.5)),
                new(new(8), new(0.5, 0.5, 0)),
                new(new(8), new(0.5, 0, 0.5)),
                new(new(8), new(0, 0.5, 0.5)),
            ]));
    }

    private static Crystal Fcc(double a, int first, int second, double shift) => new(
        new Lattice(new(new(0, a / 2, a / 2), new(a / 2, 0, a / 2), new(a / 2, a / 2, 0))),
        [new(new(first), default), new(new(second), new(shift, shift, shift))]);

    private static string Row(string name, Crystal crystal)
    {
        var solver = new SapOperator { IsRelativistic = false };
        solver.MatricesOf(crystal, 1);
        double start = Processor();
        solver.MatricesOf(crystal, 1);
        double grid = Processor() - start;
        Primitive[] home = Primitives(crystal, solver, default);
        Vector3D[] lattice = Points(crystal, 40);
        var random = new RandomStream(1);
        var sample = new List<(Primitive A, Primitive B)>();
        double pairs = 0, triples = 0;
        foreach (Vector3D cell in lattice)
        {
            Primitive[] image = Primitives(crystal, solver, cell);
            foreach (Primitive a in home)
            {
                foreach (Primitive b in image)
                {
                    if (Overlap(a, b) < LeastOverlap)
                    {
                        continue;
                    }

                    // Of ab and ba one is enough.
                    pairs += 0.5;
                    if (random.Below(200) == 0)
                    {
                        sample.Add((a, b));
                    }
                }
            }
        }

        random.Shuffle<(Primitive, Primitive)>(
            System.Runtime.InteropServices.CollectionsMarshal.AsSpan(sample));
        long done = 0, sampledPairs = 0;
        start = Processor();
        foreach ((Primitive a, Primitive b) in sample)
        {
            if (Processor() - start > SecondsOfSample)
            {
                break;
            }

            done += Evaluate(crystal, lattice, a, b);
            sampledPairs++;
        }

        double each = (Processor() - start) / done;
        triples = pairs * done / sampledPairs;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {crystal.Count} | {grid:0.00} | {pairs:0} | {triples:0.0e0} | {done} "
            + $"| {1e6 * each:0.0} | {triples * each:0} |");
    }

    /// <summary>Seconds of the processor, as the machine has other work.</summary>
    private static double Processor() =>
        Process.GetCurrentProcess().UserProcessorTime.TotalSeconds;

    private static int Evaluate(Crystal crystal, Vector3D[] lattice, Primitive a, Primitive b)
    {
        int centres = 0;
        double p = a.Exponent + b.Exponent;
        Vector3D middle = (a.Exponent * a.Centre + b.Exponent * b.Centre) / p;
        foreach (Site site in crystal.Sites)
        {
            SapPotential potential = SapPotential.Of(site.Element, SapTable.LocalExchange)!;
            Vector3D place = crystal.Lattice.ToCartesian(site.Position);
            foreach (Vector3D cell in lattice)
            {
                if ((place + cell - middle).Length < CentreReach)
                {
                    SapIntegrals.Of(
                        (a.Centre, a.Shell), (b.Centre, b.Shell), place + cell, potential);
                    centres++;
                }
            }
        }

        return centres;
    }

    private static Primitive[] Primitives(Crystal crystal, SapOperator solver, Vector3D cell) =>
    [
        .. from site in crystal.Sites.ToArray()
           from orbital in solver.OrbitalsOf(site.Element)
           let shell = orbital.ToShell()
           from p in Enumerable.Range(0, shell.Exponents.Length)
           select new Primitive(
               crystal.Lattice.ToCartesian(site.Position) + cell,
               shell.Exponents[p],
               Math.Abs(shell.Coefficients[p]),
               new GaussianShell(
                   shell.AngularMomentum,
                   [shell.Exponents[p]],
                   [shell.Coefficients[p]])),
    ];

    /// <summary>|c_a c_b| (π/P)^(3/2) P^(−(l_a + l_b)/2) e^(−abR²/P), the bound of the notes.
    /// </summary>
    private static double Overlap(Primitive a, Primitive b)
    {
        double p = a.Exponent + b.Exponent;
        double square = (a.Centre - b.Centre).LengthSquared;
        return a.Size * b.Size * Math.Pow(Math.PI / p, 1.5)
            * Math.Pow(p, -0.5 * (a.Shell.AngularMomentum + b.Shell.AngularMomentum))
            * Math.Exp(-a.Exponent * b.Exponent * square / p);
    }

    private static Vector3D[] Points(Crystal crystal, double reach)
    {
        const int Far = 12;
        return
        [
            .. from i in Enumerable.Range(-Far, 2 * Far + 1)
               from j in Enumerable.Range(-Far, 2 * Far + 1)
               from k in Enumerable.Range(-Far, 2 * Far + 1)
               let point = crystal.Lattice.ToCartesian(new Vector3D(i, j, k))
               where point.Length < reach
               select point,
        ];
    }

    private sealed record Primitive(
        Vector3D Centre, double Exponent, double Size, GaussianShell Shell);
}
