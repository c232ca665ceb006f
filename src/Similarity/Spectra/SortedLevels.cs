namespace Similarity.Spectra;

/// <summary>
/// All levels of a band structure in ascending order, with the electrons f_max w_k each can hold
/// and the sums of these: the filling at zero temperature.
/// </summary>
internal sealed class SortedLevels
{
    private readonly double[] energies;
    private readonly double[] capacities;
    private readonly double[] below;

    public SortedLevels(BandStructure bands)
        : this(bands.Energies.ToArray(), CapacitiesOf(bands))
    {
    }

    /// <summary>Takes over both arrays; sorts them if need be.</summary>
    internal SortedLevels(double[] energies, double[] capacities)
    {
        this.energies = energies;
        this.capacities = capacities;
        Array.Sort(energies, capacities);
        below = new double[energies.Length + 1];
        double sum = 0;
        double rest = 0;
        for (int i = 0; i < capacities.Length; i++)
        {
            // Compensated (Kahan): that full bands hold a whole number of electrons decides below.
            double term = capacities[i] - rest;
            double next = sum + term;
            rest = next - sum - term;
            sum = next;
            below[i + 1] = sum;
        }
    }

    public int Count => energies.Length;

    /// <summary>Ascending, hartree.</summary>
    public ReadOnlySpan<double> Energies => energies;

    /// <summary>Electrons each level can hold.</summary>
    public ReadOnlySpan<double> Capacities => capacities;

    /// <summary>
    /// Below[i]: electrons in the levels 0 … i−1 when full; one entry more than levels.
    /// </summary>
    public ReadOnlySpan<double> Below => below;

    /// <summary>Electrons all levels can hold.</summary>
    public double Capacity => below[^1];

    /// <summary>The number of levels with ε ≤ energy.</summary>
    public int CountUpTo(double energy)
    {
        int low = 0;
        int high = energies.Length;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (energies[middle] <= energy)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private static double[] CapacitiesOf(BandStructure bands)
    {
        double[] capacities = new double[bands.Energies.Length];
        for (int i = 0; i < capacities.Length; i++)
        {
            int kPoint = i / bands.Bands % bands.KPoints.Length;
            capacities[i] = bands.StatesPerBand * bands.Weights[kPoint];
        }

        return capacities;
    }
}
