namespace Similarity.Fingerprints;

/// <summary>
/// The states of a spectrum in the intervals of a NOMAD grid. The steps and the roundings are those
/// of the program of NOMAD, which a bit may depend on.
/// </summary>
/// <param name="First">The first interval that the spectrum covers.</param>
/// <param name="End">One past the last.</param>
/// <param name="Values">States per interval from First to End.</param>
internal sealed record NomadStates(int First, int End, double[] Values)
{
    /// <param name="energiesEv">Ascending, from the zero of the spectrum.</param>
    /// <param name="densities">States per electronvolt.</param>
    public static NomadStates Of(
        NomadGrid grid, ReadOnlySpan<double> energiesEv, ReadOnlySpan<double> densities)
    {
        if (energiesEv.Length < 2 || energiesEv.Length != densities.Length)
        {
            throw new ArgumentException(
                $"{densities.Length} densities at {energiesEv.Length} energies; expected as many, "
                    + "at least 2");
        }

        double[] shifted = new double[energiesEv.Length];
        for (int i = 0; i < shifted.Length; i++)
        {
            shifted[i] = energiesEv[i] - grid.ReferenceEv;
        }

        return OnGrid(grid, OnMesh(shifted, densities, grid.StepEv));
    }

    /// <summary>
    /// States in the bins of a mesh of multiples of a step, by the trapezoidal rule on the points
    /// of the spectrum and straight lines between them.
    /// </summary>
    private static List<(double Energy, double States)> OnMesh(
        ReadOnlySpan<double> energies, ReadOnlySpan<double> densities, double step)
    {
        double start = DecimalRounding.Scaled(Math.Ceiling(energies[0] / step) * step, 1e12);
        double stop = DecimalRounding.Scaled(Math.Floor(energies[^1] / step) * step, 1e12);
        int right = 0;
        while (right < energies.Length && energies[right] <= start)
        {
            right++;
        }

        List<(double Energy, double States)> bins = [];
        if (right == energies.Length)
        {
            return bins;
        }

        right = Math.Max(right, 1);
        double energy = start;
        double density = Line(energies, densities, right, start);
        while (energy < stop)
        {
            double lower = energy;
            double next = DecimalRounding.Scaled(energy + step, 1e9);
            double states = 0;

            // In the last bin the peer leaves out the points inside and goes on along a line.
            while (energies[right] < next && next < stop)
            {
                states += (density + densities[right]) * (energies[right] - energy) / 2;
                (energy, density) = (energies[right], densities[right]);
                right++;
            }

            double atNext = Line(energies, densities, right, next);
            states += (density + atNext) * (next - energy) / 2;
            bins.Add((lower, states));
            (energy, density) = (next, atNext);
        }

        return bins;
    }

    /// <summary>On the straight line through point right − 1 and point right.</summary>
    private static double Line(
        ReadOnlySpan<double> energies, ReadOnlySpan<double> densities, int right, double energy)
    {
        double slope = (densities[right] - densities[right - 1])
            / (energies[right] - energies[right - 1]);
        return densities[right - 1] + slope * (energy - energies[right - 1]);
    }

    private static NomadStates OnGrid(
        NomadGrid grid, List<(double Energy, double States)> all)
    {
        ReadOnlySpan<double> limits = grid.EnergiesEv;
        double lowest = limits[0], highest = limits[^1];
        List<(double Energy, double States)> bins =
            all.FindAll(bin => bin.Energy >= lowest && bin.Energy <= highest);
        if (bins.Count == 0)
        {
            throw new UnsuitableSpectrumException(
                $"the spectrum has no energies on the NOMAD grid '{grid}'");
        }

        int first = 0;
        while (limits[first] < bins[0].Energy)
        {
            first++;
        }

        int end = limits.Length - 1;
        while (end > 0 && limits[end] > bins[^1].Energy)
        {
            end--;
        }

        // A spectrum inside the grid that reaches beyond a limit has all of the interval below it
        // but for its last bin, and the peer takes the next interval.
        if (bins.Count == all.Count && all[^1].Energy > limits[end] && end + 1 < limits.Length)
        {
            end++;
        }

        double[] states = new double[Math.Max(0, end - first)];
        int next = 0;
        for (int i = 0; i < states.Length; i++)
        {
            while (next < bins.Count && bins[next].Energy < limits[first + i])
            {
                next++;
            }

            for (; next < bins.Count && bins[next].Energy < limits[first + i + 1]; next++)
            {
                states[i] += bins[next].States;
            }
        }

        return states.Length > 0
            ? new NomadStates(first, end, states)
            : throw new UnsuitableSpectrumException(
                $"the spectrum covers no interval of the NOMAD grid '{grid}'");
    }
}
