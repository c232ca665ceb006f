namespace Similarity.Spectra;

/// <summary>
/// N(μ) = f_max Σ w f((ε − μ)/σ), the electrons below a Fermi level μ, and its derivatives
/// N′ = f_max/σ Σ w δ and N″ = −f_max/σ² Σ w δ′, over all spins, k-points and bands.
/// </summary>
public sealed class ElectronCount
{
    // Sums of capacities carry rounding errors of this relative size.
    private const double CapacityRounding = 1e-12;

    private readonly SortedLevels levels;
    private readonly Smearing smearing;

    public ElectronCount(BandStructure bands, Smearing smearing)
        : this(new SortedLevels(bands), smearing)
    {
    }

    internal ElectronCount(SortedLevels levels, Smearing smearing)
    {
        this.levels = levels;
        this.smearing = smearing;
    }

    /// <summary>Electrons the bands hold when all are full.</summary>
    public double Capacity => levels.Capacity;

    internal SortedLevels Levels => levels;

    internal Smearing Smearing => smearing;

    /// <summary>N(μ).</summary>
    public double At(double fermiLevel)
    {
        (double above, double holes, double filling) = Tails(fermiLevel, absolute: false);
        return filling + (above - holes);
    }

    /// <summary>dN/dμ in states per hartree, relatively accurate also deep in a gap.</summary>
    public double Slope(double fermiLevel)
    {
        (int first, int end) = Window(fermiLevel, smearing.Support);
        double sum = 0;
        for (int i = first; i < end; i++)
        {
            sum += levels.Capacities[i] * smearing.Delta(Argument(i, fermiLevel));
        }

        return sum == 0 ? 0 : sum / smearing.Width;
    }

    /// <summary>d²N/dμ² in states per hartree squared.</summary>
    public double Curvature(double fermiLevel)
    {
        (int first, int end) = Window(fermiLevel, smearing.Support);
        double sum = 0;
        for (int i = first; i < end; i++)
        {
            sum -= levels.Capacities[i] * smearing.DeltaDerivative(Argument(i, fermiLevel));
        }

        return sum == 0 ? 0 : sum / (smearing.Width * smearing.Width);
    }

    /// <summary>
    /// N(μ) − N as electrons above μ less holes below it, both small in a gap: no cancellation of
    /// large numbers hides the sign.
    /// </summary>
    internal double Excess(double fermiLevel, double electrons)
    {
        (double above, double holes, double filling) = Tails(fermiLevel, absolute: false);
        double mismatch = filling - electrons;
        if (Math.Abs(mismatch) <= CapacityRounding * (1 + electrons))
        {
            mismatch = 0;
        }

        return mismatch + (above - holes);
    }

    /// <summary>f_max Σ w |f − step|: the charge that smearing moves across μ.</summary>
    internal double Displaced(double fermiLevel)
    {
        (double above, double holes, _) = Tails(fermiLevel, absolute: true);
        return above + holes;
    }

    private (double Above, double Holes, double Filling) Tails(double fermiLevel, bool absolute)
    {
        (int first, int end) = Window(fermiLevel, smearing.Reach);
        int split = levels.CountUpTo(fermiLevel);
        double above = 0;
        for (int i = end - 1; i >= split; i--)
        {
            double f = smearing.Occupation(Argument(i, fermiLevel));
            above += levels.Capacities[i] * (absolute ? Math.Abs(f) : f);
        }

        double holes = 0;
        for (int i = first; i < split; i++)
        {
            double vacancy = smearing.Vacancy(Argument(i, fermiLevel));
            holes += levels.Capacities[i] * (absolute ? Math.Abs(vacancy) : vacancy);
        }

        return (above, holes, levels.Below[split]);
    }

    private double Argument(int level, double fermiLevel)
    {
        // At zero width the quotient is ±∞, and 0 on the level itself.
        double difference = levels.Energies[level] - fermiLevel;
        return difference == 0 ? 0 : difference / smearing.Width;
    }

    /// <summary>The levels within reach of μ; at zero width those at μ.</summary>
    private (int First, int End) Window(double fermiLevel, double reach)
    {
        double distance = reach * smearing.Width;
        return (
            levels.CountUpTo(Math.BitDecrement(fermiLevel - distance)),
            levels.CountUpTo(fermiLevel + distance));
    }
}
