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

    public int Threads { get; init; } = Environment.ProcessorCount;

    public override Crystal? Crystal => Bands.Crystal;

    public override double? Electrons => Bands.Electrons;

    public override double[] Density(ReadOnlySpan<double> energies, SpectrumChannel channel) =>
        Evaluate(energies, channel, binAveraged: false);

    public override double[] States(ReadOnlySpan<double> edges, SpectrumChannel channel)
    {
        // The average of a bin stands at its upper edge; that of the first edge is of a bin below.
        double[] averages = Evaluate(edges, channel, binAveraged: true);
        double[] states = new double[edges.Length - 1];
        for (int i = 0; i < states.Length; i++)
        {
            states[i] = averages[i + 1] * (edges[i + 1] - edges[i]);
        }

        return states;
    }

    public override DensityOfStates Table(
        (double Lowest, double Highest)? range, double step, SpectrumChannel channel)
    {
        (double lowest, double highest) = range ?? AllLevels();
        int points = 1 + Math.Max(1, (int)Math.Ceiling((highest - lowest) / step));
        double[] energies = EnergyGrid.Uniform(lowest, highest, points);
        return new DensityOfStates(energies, Density(energies, channel));
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

    private double[] Evaluate(
        ReadOnlySpan<double> energies, SpectrumChannel channel, bool binAveraged)
    {
        if (!channel.IsWhole)
        {
            throw new UnsuitableSpectrumException(
                $"{channel} needs projections, which these bands do not have");
        }

        var options = new DosOptions
        {
            BinAveraged = binAveraged,
            SorepMaxExponent = SorepCompatible ? SorepMaxExponent : null,
            Threads = Threads,
        };
        return DosCalculation.Evaluate(Bands, Smearing, energies, options).Total();
    }
}
