namespace Similarity.Spectra;

/// <summary>
/// The energies between the highest full and the lowest empty band when every band is either full
/// or empty at a given number of electrons. With no empty band the upper edge is +∞.
/// </summary>
internal readonly record struct GapAtFilling(double Lower, double Upper, double Electrons)
{
    /// <summary>
    /// Numbers of electrons closer than this to full bands are taken as full bands.
    /// </summary>
    public const double CountTolerance = 1e-6;

    public bool Contains(double energy) => energy >= Lower && energy <= Upper;

    /// <summary>The gap, or null when the bands are partly filled: a metal.</summary>
    public static GapAtFilling? Find(BandStructure bands, SortedLevels levels, double electrons)
    {
        int filled = 0;
        while (filled < levels.Count && levels.Below[filled] < electrons - CountTolerance)
        {
            filled++;
        }

        // Levels of k-points without weight do not move the count; the gap may be above any of
        // them.
        for (; filled <= levels.Count
            && levels.Below[filled] <= electrons + CountTolerance; filled++)
        {
            double lower = filled > 0 ? levels.Energies[filled - 1] : double.NegativeInfinity;
            double upper =
                filled < levels.Count ? levels.Energies[filled] : double.PositiveInfinity;
            if (upper - lower > BandEdges.EnergyTolerance && FillsWholeBands(bands, lower))
            {
                return new GapAtFilling(lower, upper, levels.Below[filled]);
            }
        }

        return null;
    }

    /// <summary>
    /// Whether each spin has as many levels up to an energy at one k-point as at another. Sums of
    /// weights alone can give the right number by chance.
    /// </summary>
    private static bool FillsWholeBands(BandStructure bands, double energy)
    {
        for (int spin = 0; spin < bands.Spins; spin++)
        {
            int expected = CountUpTo(bands.EnergiesAt(spin, 0), energy);
            for (int k = 1; k < bands.KPoints.Length; k++)
            {
                if (CountUpTo(bands.EnergiesAt(spin, k), energy) != expected)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static int CountUpTo(ReadOnlySpan<double> energies, double limit)
    {
        int count = 0;
        foreach (double energy in energies)
        {
            count += energy <= limit ? 1 : 0;
        }

        return count;
    }
}
