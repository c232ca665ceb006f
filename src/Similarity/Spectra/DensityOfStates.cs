using System.Collections.Immutable;
using Similarity.Crystals;

namespace Similarity.Spectra;

/// <summary>
/// D(E) in states per hartree and cell on an ascending grid of energies in hartree, spin factor
/// included: its integral is the number of electrons the states can hold.
/// </summary>
public sealed class DensityOfStates
{
    private readonly double[] energies;
    private readonly double[][] spins;

    /// <param name="energies">Ascending, hartree.</param>
    /// <param name="spins">
    /// One array (both spins together) or two (up, down), as long as energies.
    /// </param>
    public DensityOfStates(ReadOnlySpan<double> energies, params ReadOnlySpan<double[]> spins)
    {
        if (spins.Length is not (1 or 2))
        {
            throw new ArgumentException(
                $"a density of states has 1 or 2 spins, not {spins.Length}");
        }

        this.energies = energies.ToArray();
        for (int i = 1; i < this.energies.Length; i++)
        {
            if (!(this.energies[i] > this.energies[i - 1]))
            {
                throw new ArgumentException($"energies do not ascend at point {i}");
            }
        }

        foreach (double[] values in spins)
        {
            if (values.Length != energies.Length)
            {
                throw new ArgumentException(
                    $"{values.Length} values on {energies.Length} energies");
            }
        }

        this.spins = spins.ToArray();
    }

    public int Spins => spins.Length;

    public ReadOnlySpan<double> Energies => energies;

    /// <summary>The values of one spin; with one spin, of both together.</summary>
    public ReadOnlySpan<double> Values(int spin) => spins[spin];

    /// <summary>Sum over spins, a new array.</summary>
    public double[] Total()
    {
        double[] total = (double[])spins[0].Clone();
        if (spins.Length == 2)
        {
            for (int i = 0; i < total.Length; i++)
            {
                total[i] += spins[1][i];
            }
        }

        return total;
    }

    /// <summary>The structure, if the source holds it.</summary>
    public Crystal? Crystal { get; init; }

    /// <summary>Fermi level in hartree as reported.</summary>
    public double? ReportedFermiLevel { get; init; }

    /// <summary>Integrated DOS per spin as reported; empty if none.</summary>
    public ImmutableArray<double[]> ReportedIntegrals { get; init; } = [];

    /// <summary>Contributions of sites and orbitals; empty if none.</summary>
    public ImmutableArray<ProjectedDensityOfStates> Projections { get; init; } = [];
}

/// <summary>
/// The part of a density of states on one orbital ("s", "px", "dxy", "t2g" …) of one site of the
/// crystal, or on the whole site when the orbital is empty; values per spin on the parent's
/// energies.
/// </summary>
public sealed record ProjectedDensityOfStates(
    int Site, string Orbital, ImmutableArray<double[]> Spins);
