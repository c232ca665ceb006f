using System.Collections.Immutable;

namespace Similarity.Spectra;

/// <summary>
/// How much of each state belongs to the functions of angular momentum l on a site: not negative,
/// with a sum of 1 over the channels of a complete division.
/// </summary>
public sealed class BandProjections
{
    private readonly double[] weights;

    /// <param name="states">Spins × k-points × bands.</param>
    /// <param name="weights">
    /// Index state · channels + channel, states in the order of
    /// <see cref="BandStructure.Energies"/>.
    /// </param>
    public BandProjections(
        ImmutableArray<ProjectionChannel> channels, int states, ReadOnlySpan<double> weights)
    {
        if (channels.IsDefaultOrEmpty || weights.Length != (long)states * channels.Length)
        {
            throw new ArgumentException(
                $"{weights.Length} weights are not those of {states} states on "
                    + $"{(channels.IsDefault ? 0 : channels.Length)} channels, at least one");
        }

        foreach (double weight in weights)
        {
            if (!double.IsFinite(weight))
            {
                throw new ArgumentException($"a weight is {weight}", nameof(weights));
            }
        }

        Channels = channels;
        States = states;
        this.weights = weights.ToArray();
    }

    public ImmutableArray<ProjectionChannel> Channels { get; }

    /// <summary>Spins × k-points × bands.</summary>
    public int States { get; }

    /// <param name="state">Index in <see cref="BandStructure.Energies"/>.</param>
    /// <returns>One weight for each channel.</returns>
    public ReadOnlySpan<double> Of(int state) =>
        weights.AsSpan(state * Channels.Length, Channels.Length);
}

/// <summary>The functions of angular momentum l on one site of the crystal.</summary>
public readonly record struct ProjectionChannel(int Site, int AngularMomentum)
{
    private const string Letters = "spdfghi";

    /// <summary>"s", "p", "d", "f" …</summary>
    public string Orbital => Letters[AngularMomentum].ToString();
}
