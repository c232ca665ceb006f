using System.Collections.Immutable;
using System.Numerics;

namespace Similarity.Spectra;

/// <summary>
/// D_s(E) = f_max/σ Σ_k w_k Σ_n δ((ε_skn − E)/σ): the density of states of spin s by broadening
/// each level, over the energies within its reach only; and its parts on the channels of
/// <see cref="BandStructure.Projections"/>, each level times its weight there.
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

        if (options.IsVelocityWeighted && bands.SquaredVelocities.IsEmpty)
        {
            throw new ArgumentException("the bands come without velocities", nameof(bands));
        }

        ReadOnlyMemory<double> factors =
            options.IsVelocityWeighted ? bands.SquaredVelocities : default;
        double[] grid = energies.ToArray();

        // Of each spin the whole first, then its channels.
        ImmutableArray<ProjectionChannel> channels = bands.Projections?.Channels ?? [];
        double[][][] parts = Enumerable.Range(0, bands.Spins)
            .Select(_ => Enumerable.Range(0, 1 + channels.Length)
                .Select(_ => new double[grid.Length])
                .ToArray())
            .ToArray();

        // Constructed first, because it checks that the energies ascend.
        var result = new DensityOfStates(grid, Array.ConvertAll(parts, spin => spin[0]))
        {
            Crystal = bands.Crystal,
            ReportedFermiLevel = bands.ReportedFermiLevel,
            Projections =
            [
                .. channels.Select((channel, c) => new ProjectedDensityOfStates(
                    channel.Site, channel.Orbital, [.. parts.Select(spin => spin[1 + c])])),
            ],
        };
        bool isSmall = (long)bands.Energies.Length * grid.Length * (1 + channels.Length)
            <= MostPairsOfOneThread;
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
                Memory<double>[] sums =
                    Array.ConvertAll(parts[spin], part => part.AsMemory(first, length));
                if (options.BinAveraged)
                {
                    double start = first > 0 ? grid[first - 1] : 2 * grid[0] - grid[1];
                    AddBinAverages(
                        bands,
                        spin,
                        factors.Span,
                        smearing,
                        [start, .. grid.AsSpan(first, length)],
                        sums);
                }
                else
                {
                    ReadOnlySpan<double> block = grid.AsSpan(first, length);
                    AddLevels(
                        bands, spin, factors.Span, smearing, block, sums, options.SorepMaxExponent);
                }
            });
        return result;
    }

    /// <param name="squaredVelocities">Empty where each state counts 1.</param>
    private static void AddLevels(
        BandStructure bands,
        int spin,
        ReadOnlySpan<double> squaredVelocities,
        Smearing smearing,
        ReadOnlySpan<double> energies,
        Memory<double>[] sums,
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
            double ofPoint = states * bands.Weights[k] / smearing.Width;
            for (int band = 0; band < bands.Bands; band++)
            {
                int state = (spin * bands.KPoints.Length + k) * bands.Bands + band;
                double weight = ofPoint * FactorOf(squaredVelocities, state);
                double level = bands.Energies[state];
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
                AddScaled(weight, delta, sums[0].Span[first..end]);
                for (int part = 1; part < sums.Length; part++)
                {
                    double share = bands.Projections!.Of(state)[part - 1];
                    AddScaled(weight * share, delta, sums[part].Span[first..end]);
                }
            }
        }
    }

    private static double FactorOf(ReadOnlySpan<double> squaredVelocities, int state) =>
        squaredVelocities.IsEmpty ? 1 : squaredVelocities[state] / 3;

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
        BandStructure bands,
        int spin,
        ReadOnlySpan<double> squaredVelocities,
        Smearing smearing,
        double[] edges,
        Memory<double>[] sums)
    {
        var window = new EnergyWindow(edges);
        for (int k = 0; k < bands.KPoints.Length; k++)
        {
            double ofPoint = bands.StatesPerBand * bands.Weights[k];
            for (int band = 0; band < bands.Bands; band++)
            {
                int state = (spin * bands.KPoints.Length + k) * bands.Bands + band;
                double weight = ofPoint * FactorOf(squaredVelocities, state);
                double level = bands.Energies[state];

                // Every bin with an edge within reach; without smearing those that touch the level.
                (int first, int end) = window.Around(level, smearing.Reach * smearing.Width);
                int bin = Math.Max(first - 1, 0);
                double atLower = FromStep(smearing, level, edges[bin]);
                for (; bin <= Math.Min(end, edges.Length - 2); bin++)
                {
                    // f at the upper edge less f at the lower, from whichever of f, 1 − f is small.
                    double atUpper = FromStep(smearing, level, edges[bin + 1]);
                    double share = level >= edges[bin] && level < edges[bin + 1] ? 1 : 0;
                    share += atUpper - atLower;
                    double average = weight / (edges[bin + 1] - edges[bin]) * share;
                    sums[0].Span[bin] += average;
                    for (int part = 1; part < sums.Length; part++)
                    {
                        sums[part].Span[bin] +=
                            average * bands.Projections!.Of(state)[part - 1];
                    }

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
