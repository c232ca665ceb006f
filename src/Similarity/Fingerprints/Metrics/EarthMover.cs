namespace Similarity.Fingerprints;

/// <summary>
/// What to do with negative values, which Methfessel–Paxton smearing leaves around deep peaks and
/// no distribution has.
/// </summary>
public enum NegativeValues
{
    Refuse,

    /// <summary>Count them as zero.</summary>
    Clip,
}

/// <summary>
/// The earth mover's distance over energy, W = ∫ |F_a(E) − F_b(E)| dE with F the cumulative weight
/// divided by the total: the energy by which states must move on average to turn a into b.
/// </summary>
public static class EarthMover
{
    /// <summary>
    /// W in the unit of the energies; null when either spectrum holds nothing, so that there is no
    /// distribution.
    /// </summary>
    /// <param name="energiesA">Ascending; those of b may differ.</param>
    /// <param name="weightsA">Weight at each energy.</param>
    public static double? Distance(
        ReadOnlySpan<double> energiesA,
        ReadOnlySpan<double> weightsA,
        ReadOnlySpan<double> energiesB,
        ReadOnlySpan<double> weightsB,
        NegativeValues negative = NegativeValues.Refuse)
    {
        double totalA = Total(energiesA, weightsA, negative);
        double totalB = Total(energiesB, weightsB, negative);
        if (totalA == 0 || totalB == 0)
        {
            return null;
        }

        double distance = 0;
        double excess = 0;
        double previous = Math.Min(energiesA[0], energiesB[0]);
        int a = 0;
        int b = 0;
        while (a < energiesA.Length || b < energiesB.Length)
        {
            // Walk the union of the energies; excess is F_a − F_b behind the last one.
            bool takeA = b == energiesB.Length
                || (a < energiesA.Length && energiesA[a] <= energiesB[b]);
            double energy = takeA ? energiesA[a] : energiesB[b];
            distance += Math.Abs(excess) * (energy - previous);
            previous = energy;
            excess += takeA
                ? Math.Max(0, weightsA[a++]) / totalA
                : -Math.Max(0, weightsB[b++]) / totalB;
        }

        return distance;
    }

    private static double Total(
        ReadOnlySpan<double> energies, ReadOnlySpan<double> weights, NegativeValues negative)
    {
        if (energies.Length != weights.Length)
        {
            throw new ArgumentException($"{weights.Length} weights at {energies.Length} energies");
        }

        double total = 0;
        for (int i = 0; i < weights.Length; i++)
        {
            if (!double.IsFinite(weights[i]) || (i > 0 && !(energies[i] > energies[i - 1])))
            {
                throw new ArgumentException(
                    $"point {i}: expected a finite weight at an ascending energy");
            }

            if (weights[i] < 0 && negative == NegativeValues.Refuse)
            {
                throw new ArgumentException(
                    $"the weight of point {i} is negative; clip it or use a metric that keeps it");
            }

            total += Math.Max(0, weights[i]);
        }

        return total;
    }
}
