using System.Collections.Immutable;
using System.Globalization;
using Similarity.Crystals;
using Similarity.Spectra;

namespace Similarity.Fingerprints;

/// <summary>
/// A density of states as broad as its file has it: straight lines between its points, nothing
/// beyond them.
/// </summary>
internal sealed record DosSpectrum : ReferenceSpectrum
{
    public required DensityOfStates Dos { get; init; }

    public override Crystal? Crystal => Dos.Crystal;

    /// <summary>Files with a density of states alone do not say.</summary>
    public override double? Electrons => null;

    public override double[][] Densities(
        ReadOnlySpan<double> energies, ImmutableArray<SpectrumChannel> channels)
    {
        // A part in 10¹² of the range is rounding of units, not an energy outside.
        double rounding = 1e-12 * (Dos.Energies[^1] - Dos.Energies[0]);
        int first = 0, end = energies.Length;
        while (first < end && energies[first] < Dos.Energies[0] - rounding)
        {
            first++;
        }

        while (end > first && energies[end - 1] > Dos.Energies[^1] + rounding)
        {
            end--;
        }

        RequireNoVelocities(channels);
        WarnOfZeros(end - first < energies.Length);
        var densities = new double[channels.Length][];
        for (int c = 0; c < densities.Length; c++)
        {
            densities[c] = new double[energies.Length];
            if (end > first)
            {
                var part =
                    new DensityOfStates(Dos.Energies, ProjectedDensity.Of(Dos, channels[c]));
                DosResampling.Linear(part, energies[first..end]).Values(0)
                    .CopyTo(densities[c].AsSpan(first));
            }
        }

        return densities;
    }

    public override double[][] States(
        ReadOnlySpan<double> edges, ImmutableArray<SpectrumChannel> channels)
    {
        RequireNoVelocities(channels);
        WarnOfZeros(edges[0] < Dos.Energies[0] || edges[^1] > Dos.Energies[^1]);
        var states = new double[channels.Length][];
        for (int c = 0; c < states.Length; c++)
        {
            states[c] = Integrals(Dos.Energies, ProjectedDensity.Of(Dos, channels[c]), edges);
        }

        return states;
    }

    public override double[] Points((double Lowest, double Highest)? range, double step) =>
        Dos.Energies.ToArray();

    /// <summary>∫ between edges of the straight lines through the points.</summary>
    private static double[] Integrals(
        ReadOnlySpan<double> energies, ReadOnlySpan<double> values, ReadOnlySpan<double> edges)
    {
        double[] states = new double[edges.Length - 1];
        int line = 0;
        for (int bin = 0; bin < states.Length; bin++)
        {
            // Every straight line that the bin touches; the last of them may go on in the next bin.
            while (line + 1 < energies.Length && energies[line] < edges[bin + 1])
            {
                double low = Math.Max(edges[bin], energies[line]);
                double high = Math.Min(edges[bin + 1], energies[line + 1]);
                if (high > low)
                {
                    double slope = (values[line + 1] - values[line])
                        / (energies[line + 1] - energies[line]);
                    double middle = values[line] + slope * ((low + high) / 2 - energies[line]);
                    states[bin] += middle * (high - low);
                }

                if (energies[line + 1] > edges[bin + 1])
                {
                    break;
                }

                line++;
            }
        }

        return states;
    }

    private static void RequireNoVelocities(ImmutableArray<SpectrumChannel> channels)
    {
        if (channels.Any(channel => channel.IsVelocityWeighted))
        {
            throw new UnsuitableSpectrumException(
                "weight=velocity needs bands; the file holds a density of states without");
        }
    }

    private void WarnOfZeros(bool reachesOut)
    {
        string warning = string.Create(
            CultureInfo.InvariantCulture,
            $"the density of states ends at {InEv(Dos.Energies[0]):F3} and "
                + $"{InEv(Dos.Energies[^1]):F3} eV; beyond, there are zeros in the fingerprint");
        if (reachesOut && !Warnings.Contains(warning))
        {
            Warnings.Add(warning);
        }
    }

    private static double InEv(double hartree) => hartree * PhysicalConstants.HartreeInEv;
}
