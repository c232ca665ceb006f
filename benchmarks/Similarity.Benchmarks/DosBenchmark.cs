using System.Diagnostics;
using System.Globalization;
using Similarity.Formats;
using Similarity.Spectra;

namespace Similarity.Benchmarks;

/// <summary>
/// Densities of states, own code and numpy in turns within one session, so that both see the same
/// load. Arguments: folder of bands.npz (one of tests/Oracles/sorep) and python; both optional.
/// </summary>
internal static class DosBenchmark
{
    private const double WidthEv = 0.05;
    private const int Points = 2001;
    private const int Rounds = 15;

    public static void Run(string[] arguments)
    {
        string file = Path.Combine(
            arguments.ElementAtOrDefault(0) ?? "tests/Oracles/sorep/one_spin_metal", "bands.npz");
        string python = arguments.ElementAtOrDefault(1) ?? "/usr/bin/python3";
        BandStructure bands = FileFormats.Read(file).Bands
            ?? throw new InvalidOperationException($"{file} holds no bands");

        // Ten electronvolts about the Fermi level, and all there is.
        double electrons = bands.Electrons ?? throw new InvalidOperationException(
            "metadata.json is not beside the bands");
        double fermi =
            FermiLevel.Solve(bands, electrons, Sigma).Chosen!.Value * PhysicalConstants.HartreeInEv;
        double[] levels = [.. bands.Energies.ToArray().Select(
            energy => energy * PhysicalConstants.HartreeInEv)];
        Compare(bands, file, python, fermi - 5, fermi + 5);
        Compare(bands, file, python, levels.Min() - 1, levels.Max() + 1);
    }

    private static Gaussian Sigma => new(WidthEv / PhysicalConstants.HartreeInEv);

    private static void Compare(
        BandStructure bands, string file, string python, double minEv, double maxEv)
    {
        string[] numbers =
        [
            .. ((double[])[WidthEv, minEv, maxEv]).Select(
                number => number.ToString("R", CultureInfo.InvariantCulture)),
            Points.ToString(CultureInfo.InvariantCulture),
        ];
        var start = new ProcessStartInfo(
            python, ["benchmarks/peers/dos_numpy.py", file, .. numbers])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using Process peer = Process.Start(start)
            ?? throw new InvalidOperationException($"{python} does not start");
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{bands.Spins * bands.KPoints.Length * bands.Bands} levels, {Points} energies "
            + $"from {minEv:F3} to {maxEv:F3} eV, {peer.StandardOutput.ReadLine()}"));

        double[] energies = EnergyGrid.Uniform(
            minEv / PhysicalConstants.HartreeInEv, maxEv / PhysicalConstants.HartreeInEv, Points);
        var own = new double[Rounds];
        var parallel = new double[Rounds];
        var masked = new double[Rounds];
        var plain = new double[Rounds];

        // The first rounds, not kept, compile and warm up.
        for (int round = -30; round < Rounds; round++)
        {
            int slot = Math.Max(round, 0);
            (own[slot], double sum) = Time(bands, energies, 1);
            (parallel[slot], _) = Time(bands, energies, Environment.ProcessorCount);
            if (round >= -2)
            {
                (masked[slot], double peerSum) = Ask(peer, "masked");
                (plain[slot], _) = Ask(peer, "plain");
                double perEv = sum / PhysicalConstants.HartreeInEv / bands.StatesPerBand;
                if (Math.Abs(perEv - peerSum) > 1e-10 * peerSum)
                {
                    throw new InvalidOperationException($"sums differ: {perEv:R} and {peerSum:R}");
                }
            }
        }

        peer.StandardInput.Close();
        peer.WaitForExit();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"median ms: own, 1 thread {Median(own) * 1e3:F2}; "
            + $"own, all threads {Median(parallel) * 1e3:F2}; "
            + $"numpy masked {Median(masked) * 1e3:F1}; numpy plain {Median(plain) * 1e3:F1}"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"median ratio, 1 thread: masked {Ratio(masked, own):F0}, "
            + $"plain {Ratio(plain, own):F0}"));
    }

    private static (double Seconds, double Sum) Time(
        BandStructure bands, double[] energies, int threads)
    {
        var options = new DosOptions { Threads = threads };
        long start = Stopwatch.GetTimestamp();
        DensityOfStates dos = DosCalculation.Evaluate(bands, Sigma, energies, options);
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, dos.Total().Sum());
    }

    private static (double Seconds, double Sum) Ask(Process peer, string what)
    {
        peer.StandardInput.WriteLine(what);
        peer.StandardInput.Flush();
        string[] answer = (peer.StandardOutput.ReadLine()
            ?? throw new InvalidOperationException(
                "the peer ended; is numpy installed?")).Split(' ');
        return (
            double.Parse(answer[0], CultureInfo.InvariantCulture),
            double.Parse(answer[1], CultureInfo.InvariantCulture));
    }

    private static double Median(double[] values) => values.Order().ElementAt(values.Length / 2);

    private static double Ratio(double[] other, double[] own) =>
        Median([.. other.Zip(own, (a, b) => a / b)]);
}
