using System.Collections.Immutable;
using System.Globalization;
using Similarity.Crystals;
using Similarity.Spectra;

namespace Similarity.Fingerprints;

/// <summary>Bands, broadened by a Gaussian.</summary>
internal sealed record BandSpectrum : ReferenceSpectrum
{
    // SOREP cuts the features, unlike its densities of states, at e⁻⁸.
    private const double SorepMaxExponent = 8;

    public required BandStructure Bands { get; init; }

    public required Gaussian Smearing { get; init; }

    /// <summary>
    /// True only to meet numbers of SOREP: without the spin factor, a material computed without
    /// spin polarisation gets half of what it gets with it.
    /// </summary>
    public required bool SorepCompatible { get; init; }

    /// <summary>Whether no states are missing above the highest band.</summary>
    public required bool IsAllOfItsBasis { get; init; }

    public int Threads { get; init; } = Environment.ProcessorCount;

    public override Crystal? Crystal => Bands.Crystal;

    public override double? Electrons => Bands.Electrons;

    public override double[][] Densities(
        ReadOnlySpan<double> energies, ImmutableArray<SpectrumChannel> channels) =>
        Evaluate(energies, channels, binAveraged: false);

    public override double[][] States(
        ReadOnlySpan<double> edges, ImmutableArray<SpectrumChannel> channels)
    {
        // The average of a bin stands at its upper edge; that of the first edge is of a bin below.
        double[][] averages = Evaluate(edges, channels, binAveraged: true);
        double[] widths = new double[edges.Length - 1];
        for (int i = 0; i < widths.Length; i++)
        {
            widths[i] = edges[i + 1] - edges[i];
        }

        return Array.ConvertAll<double[], double[]>(
            averages, average => [.. average.Skip(1).Zip(widths, (mean, width) => mean * width)]);
    }

    public override double[] Points((double Lowest, double Highest)? range, double step)
    {
        (double lowest, double highest) = range ?? AllLevels();
        int points = 1 + Math.Max(1, (int)Math.Ceiling((highest - lowest) / step));
        return EnergyGrid.Uniform(lowest, highest, points);
    }

    private (double Lowest, double Highest) AllLevels()
    {
        double lowest = double.PositiveInfinity, highest = double.NegativeInfinity;
        foreach (double energy in Bands.Energies)
        {
            lowest = Math.Min(lowest, energy);
            highest = Math.Max(highest, energy);
        }

        double reach = Smearing.Reach * Smearing.Width;
        return (lowest - reach, highest + reach);
    }

    /// <summary>
    /// From the lowest of the highest bands on, states may be missing. Kinetic energies are all
    /// that their basis has, so nothing is missing there.
    /// </summary>
    private void WarnWhereBandsEnd(double highest)
    {
        double end = double.PositiveInfinity;
        for (int spin = 0; spin < Bands.Spins; spin++)
        {
            for (int k = 0; k < Bands.KPoints.Length; k++)
            {
                double top = double.NegativeInfinity;
                foreach (double level in Bands.EnergiesAt(spin, k))
                {
                    top = Math.Max(top, level);
                }

                end = Math.Min(end, top);
            }
        }

        string warning = string.Create(
            CultureInfo.InvariantCulture,
            $"the bands are complete up to {end * PhysicalConstants.HartreeInEv:F2} eV only, and "
                + $"the fingerprint reaches {highest * PhysicalConstants.HartreeInEv:F2} eV: "
                + $"states may be missing at its upper end");
        if (highest > end && !IsAllOfItsBasis && !Warnings.Contains(warning))
        {
            Warnings.Add(warning);
        }
    }

    private double[][] Evaluate(
        ReadOnlySpan<double> energies, ImmutableArray<SpectrumChannel> channels, bool binAveraged)
    {
        var options = new DosOptions
        {
            BinAveraged = binAveraged,
            SorepMaxExponent = SorepCompatible ? SorepMaxExponent : null,
            Threads = Threads,
        };
        WarnWhereBandsEnd(energies[^1]);
        bool hasWeighted = channels.Any(channel => channel.IsVelocityWeighted);
        if (hasWeighted && Bands.SquaredVelocities.IsEmpty)
        {
            throw new UnsuitableSpectrumException(
                "weight=velocity needs the slopes of the bands, which the file does not hold; "
                    + "they are computed from a structure");
        }

        DensityOfStates? plain = channels.All(channel => channel.IsVelocityWeighted)
            ? null
            : DosCalculation.Evaluate(Bands, Smearing, energies, options);
        DensityOfStates? weighted = hasWeighted
            ? DosCalculation.Evaluate(
                Bands, Smearing, energies, options with { IsVelocityWeighted = true })
            : null;
        return
        [
            .. channels.Select(channel => ProjectedDensity.Of(
                (channel.IsVelocityWeighted ? weighted : plain)!, channel)),
        ];
    }
}
