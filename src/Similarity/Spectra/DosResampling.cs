namespace Similarity.Spectra;

/// <summary>A density of states known on one grid of energies, on another.</summary>
public static class DosResampling
{
    /// <summary>
    /// Values between the points of <paramref name="dos"/> by straight lines: positive where it is,
    /// and equal to it at its own points. Projections and integrals are not carried over.
    /// </summary>
    /// <param name="energies">
    /// Ascending, hartree, inside the range of <paramref name="dos"/>.
    /// </param>
    public static DensityOfStates Linear(DensityOfStates dos, ReadOnlySpan<double> energies)
    {
        double first = dos.Energies[0], last = dos.Energies[^1];

        // A part in 10¹² of the range is rounding of units, not an energy outside.
        double rounding = 1e-12 * (last - first);
        if (energies.IsEmpty || energies[0] < first - rounding || energies[^1] > last + rounding)
        {
            throw new ArgumentException(
                "energies reach outside the range of the density of states");
        }

        double[][] spins = new double[dos.Spins][];
        for (int spin = 0; spin < dos.Spins; spin++)
        {
            spins[spin] = new double[energies.Length];
            for (int i = 0; i < energies.Length; i++)
            {
                spins[spin][i] = At(dos.Energies, dos.Values(spin), energies[i]);
            }
        }

        return new DensityOfStates(energies, spins)
        {
            Crystal = dos.Crystal,
            ReportedFermiLevel = dos.ReportedFermiLevel,
        };
    }

    private static double At(
        ReadOnlySpan<double> energies, ReadOnlySpan<double> values, double energy)
    {
        int found = energies.BinarySearch(energy);
        if (found >= 0)
        {
            return values[found];
        }

        int right = Math.Clamp(~found, 1, energies.Length - 1);
        double fraction = (energy - energies[right - 1]) / (energies[right] - energies[right - 1]);
        return values[right - 1] + Math.Clamp(fraction, 0, 1) * (values[right] - values[right - 1]);
    }
}
