using System.Collections.Immutable;

namespace Similarity.DosModels;

/// <summary>A number that follows from a density of states, with what it is called.</summary>
/// <param name="Name">As documents spell it, with its unit where one is usual.</param>
/// <param name="Unit">In words for people; all are per atom but the levels.</param>
public sealed record DosQuantity(string Name, string Unit, Func<FilledDos, double?> Of)
{
    /// <summary>
    /// Below so many electrons per eV and atom a stretch about the Fermi level counts as a gap.
    /// </summary>
    public const double GapThresholdPerEv = 0.1;

    private const double Ev = PhysicalConstants.HartreeInEv;

    /// <summary>In electronvolts, and k_B per atom.</summary>
    public static ImmutableArray<DosQuantity> All { get; } =
    [
        new("fermi_eV", "eV", dos => dos.FermiLevel * Ev),
        new("band_energy_eV", "eV/atom", dos => dos.BandEnergy * Ev),
        new("dos_at_fermi", "1/eV/atom", dos => dos.DosAtFermiLevel / Ev),
        new("gap_estimate_eV", "eV", dos => dos.GapEstimate(GapThresholdPerEv * Ev) * Ev),
        new("heat_capacity_300K", "k_B/atom", dos => dos.HeatCapacity(300)),
        new("heat_capacity_1000K", "k_B/atom", dos => dos.HeatCapacity(1000)),
        new("heat_capacity_3000K", "k_B/atom", dos => dos.HeatCapacity(3000)),
        new("entropy_300K", "k_B/atom", dos => dos.Entropy(300)),
        new("entropy_1000K", "k_B/atom", dos => dos.Entropy(1000)),
        new("entropy_3000K", "k_B/atom", dos => dos.Entropy(3000)),
    ];
}
