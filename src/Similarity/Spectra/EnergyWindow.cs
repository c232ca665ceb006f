namespace Similarity.Spectra;

/// <summary>
/// Finds which of ascending energies lie near a level; at once when they are equidistant.
/// </summary>
internal readonly ref struct EnergyWindow
{
    private readonly ReadOnlySpan<double> energies;
    private readonly double inverseSpacing;

    public EnergyWindow(ReadOnlySpan<double> energies)
    {
        this.energies = energies;
        double range = energies[^1] - energies[0];
        inverseSpacing = range > 0 ? (energies.Length - 1) / range : 0;
    }

    /// <summary>
    /// The range of i with |Eᵢ − level| &lt; distance; when empty, First is the number of energies
    /// below the level.
    /// </summary>
    public (int First, int End) Around(double level, double distance) =>
        (FirstNotBefore(level - distance), FirstNotBefore(level + distance));

    /// <summary>The number of energies below a bound.</summary>
    private int FirstNotBefore(double bound)
    {
        if (bound <= energies[0])
        {
            return 0;
        }

        if (bound > energies[^1])
        {
            return energies.Length;
        }

        // Exact up to rounding when equidistant; else a first guess.
        int i = Math.Clamp((int)((bound - energies[0]) * inverseSpacing), 0, energies.Length - 1);
        while (energies[i] < bound)
        {
            i++;
        }

        while (i > 0 && energies[i - 1] >= bound)
        {
            i--;
        }

        return i;
    }
}
