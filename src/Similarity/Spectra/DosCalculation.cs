using System.Numerics;

namespace Similarity.Spectra;

/// <summary>
/// D_s(E) = f_max/σ Σ_k w_k Σ_n δ((ε_skn − E)/σ): the density of states of spin s by broadening
/// each level, over the energies within its reach only.
/// </summary>
public static class DosCalculation
{
    /// <summary>
    /// Energies are shared out in blocks of this many. A block adds the levels in their order,
    /// whatever thread does it, so that the sums are the same to the last bit.
    /// </summary>
    private const int BlockLength = 256;

    /// <summary>
    /// Pairs of levels and energies up to which one thread is done, in some milliseconds, before a
    /// second has started.
    /// </summary>
    private const long MostPairsOfOneThread = 1 << 26;

    /// <param name="energies">Ascending, hartree.</param>
    public static DensityOfStates Evaluate(
        BandStructure bands,
        Smearing smearing,
        ReadOnlySpan<double> energies,
        DosOptions? options = null)
    {
        options ??= new DosOptions();
        if (smearing is ZeroWidth && !options.BinAveraged)
        {
            throw new ArgumentException(
                "without smearing a density of states is zero or infinite; average over bins");
        }

        if (options.BinAveraged && (energies.Length < 2 || options.SorepMaxExponent is not null))
        {
            throw new ArgumentException("averages over bins need two energies, and SOREP has none");
        }

        double[] grid = energies.ToArray();
        var spins = new double[bands.Spins][];
        for (int spin = 0; spin < bands.Spins; spin++)
        {
            spins[spin] = new double[grid.Length];
        }

        // Constructed first, because it checks that the energies ascend.
        var result = new DensityOfStates(grid, spins)
        {
            Crystal = bands.Crystal,
            ReportedFermiLevel = bands.ReportedFermiLevel,
        };
        bool isSmall = (long)bands.Energies.Length * grid.Length <= MostPairsOfOneThread;
        int blocks = (grid.Length + BlockLength - 1) / BlockLength;
        Parallel.For(
            0,
            blocks * bands.Spins,
            new ParallelOptions { MaxDegreeOfParallelism = isSmall ? 1 : options.Threads },
            job =>
            {
                int first = job % blocks * BlockLength;
                int length = Math.Min(BlockLength, grid.Length - first);
                int spin = job / blocks;
                Span<double> sum = spins[spin].AsSpan(first, length);
                if (options.BinAveraged)
                {
                    double start = first > 0 ? grid[first - 1] : 2 * grid[0] - grid[1];
                    AddBinAverages(
                        bands, spin, smearing, [start, .. grid.AsSpan(first, length)], sum);
                }
                else
                {
                    ReadOnlySpan<double> block = grid.AsSpan(first, length);
                    AddLevels(bands, spin, smearing, block, sum, options.SorepMaxExponent);
                }
            });
        return result;
    }

    private static void AddLevels(
        BandStructure bands,
        int spin,
        Smearing smearing,
        ReadOnlySpan<double> energies,
        Span<double> sum,
        double? sorepMaxExponent)
    {
        double cut = sorepMaxExponent switch
        {
            null => smearing.Reach,
            double exponent => smearing is FermiDirac ? exponent : Math.Sqrt(exponent),
        };
        double states = sorepMaxExponent is null ? bands.StatesPerBand : 1;
        var window = new EnergyWindow(energies);

        // Room for whole vectors beyond the last energy; what is computed there is not added.
        int room = BlockLength + Vector<double>.Count;
        Span<double> padded = stackalloc double[room];
        Span<double> x = stackalloc double[room];
        Span<double> delta = stackalloc double[room];
        energies.CopyTo(padded);
        padded[energies.Length..].Fill(energies[^1]);
        var inverseWidth = new Vector<double>(1 / smearing.Width);
        for (int k = 0; k < bands.KPoints.Length; k++)
        {
            double weight = states * bands.Weights[k] / smearing.Width;
            foreach (double level in bands.EnergiesAt(spin, k))
            {
                (int first, int end) = window.Around(level, cut * smearing.Width);
                if (end <= first)
                {
                    continue;
                }

                int whole = 0;
                for (; whole < end - first; whole += Vector<double>.Count)
                {
                    var energy = new Vector<double>(padded[(first + whole)..]);
                    ((new Vector<double>(level) - energy) * inverseWidth).CopyTo(x[whole..]);
                }

                smearing.Delta(x[..whole], delta[..whole]);
                AddScaled(weight, delta, sum[first..end]);
            }
        }
    }

    private static void AddScaled(double weight, ReadOnlySpan<double> delta, Span<double> sum)
    {
        // No fused multiply-add: the vectors and the rest must round alike.
        int i = 0;
        for (; i <= sum.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            (new Vector<double>(sum[i..]) + weight * new Vector<double>(delta[i..])).CopyTo(
                sum[i..]);
        }

        for (; i < sum.Length; i++)
        {
            sum[i] += weight * delta[i];
        }
    }

    /// <param name="edges">Of the bins, one more than these.</param>
    private static void AddBinAverages(
        BandStructure bands, int spin, Smearing smearing, double[] edges, Span<double> sum)
    {
        var window = new EnergyWindow(edges);
        for (int k = 0; k < bands.KPoints.Length; k++)
        {
            double weight = bands.StatesPerBand * bands.Weights[k];
            foreach (double level in bands.EnergiesAt(spin, k))
            {
                // Every bin with an edge within reach; without smearing those that touch the level.
                (int first, int end) = window.Around(level, smearing.Reach * smearing.Width);
                int bin = Math.Max(first - 1, 0);
                double atLower = FromStep(smearing, level, edges[bin]);
                for (; bin <= Math.Min(end, sum.Length - 1); bin++)
                {
                    // f at the upper edge less f at the lower, from whichever of f, 1 − f is small.
                    double atUpper = FromStep(smearing, level, edges[bin + 1]);
                    double share = level >= edges[bin] && level < edges[bin + 1] ? 1 : 0;
                    share += atUpper - atLower;
                    sum[bin] += weight / (edges[bin + 1] - edges[bin]) * share;
                    atLower = atUpper;
                }
            }
        }
    }

    /// <summary>f − 1 for a Fermi level above the level, f for one at or below.</summary>
    private static double FromStep(Smearing smearing, double level, double fermiLevel)
    {
        double x = level == fermiLevel ? 0 : (level - fermiLevel) / smearing.Width;
        return level < fermiLevel ? -smearing.Vacancy(x) : smearing.Occupation(x);
    }
}
