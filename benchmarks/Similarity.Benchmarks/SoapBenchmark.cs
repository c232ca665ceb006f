using System.Globalization;
using Similarity.Crystals;
using Similarity.Environments;
using Similarity.Formats;
using Similarity.Numerics;

namespace Similarity.Benchmarks;

/// <summary>
/// SOAP power spectra: the time per atom of featomic's silicon cells for some sizes of the basis,
/// with and without gradients, on one core; and of crystals of 10⁴ to 10⁶ silicon atoms streamed in
/// blocks, where it should be constant. Prints tables in Markdown.
/// </summary>
internal static class SoapBenchmark
{
    private const double Angstrom = 1 / PhysicalConstants.BohrInAngstrom;
    private const double EdgeInAngstrom = 5.431;
    private const int Repetitions = 15;
    private const int StreamRepetitions = 3;
    private const int Block = 1024;

    public static void Run(string[] args)
    {
        TextWriter output = Console.Out;
        string file = args is [var given, ..] ? given : "tests/Oracles/soap/silicon_bulk.xyz";
        Crystal[] cells = [.. FileFormats.Read(file).Structures];
        output.WriteLine("| functions | l | features | expansion µs | spectrum µs | gradient µs |");
        output.WriteLine("| ---: | ---: | ---: | ---: | ---: | ---: |");
        (int Functions, int L)[] sizes = [(2, 1), (2, 7), (8, 1), (8, 7), (14, 7), (14, 14)];
        foreach ((int functions, int l) in sizes)
        {
            PrintRow(output, cells, functions, l);
        }

        output.WriteLine();
        output.WriteLine("| atoms | threads | processor seconds | µs per atom | managed MB |");
        output.WriteLine("| ---: | ---: | ---: | ---: | ---: |");
        foreach (int edge in new[] { 11, 23, 50 })
        {
            foreach (int threads in new[] { 1, 2 })
            {
                PrintStream(output, PerturbedSilicon(edge), threads);
            }
        }
    }

    private static PowerSpectrum Spectrum(int functions, int l) => new(new SoapSettings
    {
        Expansion = new ExpansionSettings
        {
            Cutoff = 4 * Angstrom,
            RadialFunctions = functions,
            MaxAngular = l,
            Sigma = 0.3 * Angstrom,
            Smoothing = new ShiftedCosineCutoff(0.5 * Angstrom),
        },
        Species = SpeciesChannels.Of(new Element(14)),
    });

    private static void PrintRow(TextWriter output, Crystal[] cells, int functions, int l)
    {
        PowerSpectrum spectrum = Spectrum(functions, l);
        double atoms = cells.Sum(cell => cell.Count);
        int[] centres = [.. Enumerable.Range(0, cells[0].Count)];
        double[] rows = new double[cells[0].Count * spectrum.Features];
        double[] coefficients = new double[cells[0].Count * spectrum.Expansion.Coefficients];
        double expansion = Best(Repetitions, () =>
        {
            foreach (Crystal cell in cells)
            {
                spectrum.Expansion.Compute(
                    spectrum.EnvironmentsOf(cell), 0, cell.Count, coefficients);
            }
        });
        double values = Best(Repetitions, () =>
        {
            foreach (Crystal cell in cells)
            {
                spectrum.Compute(spectrum.EnvironmentsOf(cell), 0, cell.Count, rows);
            }
        });
        double gradients = Best(Repetitions, () =>
        {
            foreach (Crystal cell in cells)
            {
                spectrum.Gradients(spectrum.EnvironmentsOf(cell), centres, _ => { });
            }
        });
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {functions} | {l} | {spectrum.Features} | {1e6 * expansion / atoms:F2} "
            + $"| {1e6 * values / atoms:F2} | {1e6 * gradients / atoms:F1} |"));
    }

    /// <summary>All vectors of a crystal, a block at a time, as predictions use them.</summary>
    private static void PrintStream(TextWriter output, Crystal crystal, int threads)
    {
        PowerSpectrum spectrum = Spectrum(8, 7);
        double[] rows = new double[Block * spectrum.Features];
        double sum = 0;
        double seconds = Best(StreamRepetitions, () =>
        {
            AtomicEnvironments environments = spectrum.EnvironmentsOf(crystal);
            for (int first = 0; first < crystal.Count; first += Block)
            {
                int count = Math.Min(Block, crystal.Count - first);
                Memory<double> block = rows.AsMemory(0, count * spectrum.Features);
                spectrum.Compute(environments, first, count, block, threads);
                sum += rows[0];
            }
        });
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {crystal.Count} | {threads} | {seconds:F3} | {1e6 * seconds / crystal.Count:F2} "
            + $"| {GC.GetTotalMemory(true) / 1e6:F0} |"));
        GC.KeepAlive(sum);
    }

    /// <summary>
    /// The least time of several, in seconds of the processor: on a machine with other work the
    /// clock on the wall measures that too.
    /// </summary>
    private static double Best(int repetitions, Action work)
    {
        double best = double.PositiveInfinity;
        for (int i = 0; i < repetitions; i++)
        {
            TimeSpan start = Environment.CpuUsage.TotalTime;
            work();
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - start).TotalSeconds);
        }

        return best;
    }

    private static Crystal PerturbedSilicon(int cells)
    {
        Vector3D[] basis =
        [
            new(0, 0, 0), new(0, 0.5, 0.5), new(0.5, 0, 0.5), new(0.5, 0.5, 0),
            new(0.25, 0.25, 0.25), new(0.25, 0.75, 0.75),
            new(0.75, 0.25, 0.75), new(0.75, 0.75, 0.25),
        ];
        var random = new RandomStream(1);
        var sites = new List<Site>(basis.Length * cells * cells * cells);
        for (int cell = 0; cell < cells * cells * cells; cell++)
        {
            var corner = new Vector3D(cell / cells / cells, cell / cells % cells, cell % cells);
            foreach (Vector3D position in basis)
            {
                Vector3D shift = 0.1 / EdgeInAngstrom * new Vector3D(
                    random.Uniform(-1, 1), random.Uniform(-1, 1), random.Uniform(-1, 1));
                sites.Add(new Site(new Element(14), (corner + position + shift) / cells));
            }
        }

        double edge = cells * EdgeInAngstrom * Angstrom;
        return new Crystal(new Lattice(Matrix3D.Diagonal(edge, edge, edge)), sites);
    }
}
