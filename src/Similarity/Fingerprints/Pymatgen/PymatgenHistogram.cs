namespace Similarity.Fingerprints;

/// <summary>
/// What <c>get_dos_fp</c> of pymatgen makes of a density of states, to the last quirk: the sum, not
/// the integral, of the densities in each bin; the point at the upper end lost; with fewer points
/// than bins the points themselves, not normalised; without binning a point too many. Energies are
/// in electronvolts from the Fermi level.
/// </summary>
/// <param name="Energies">Middles of the bins, or the points.</param>
/// <param name="Densities">As many.</param>
/// <param name="BinWidth">The distance of the first two energies.</param>
/// <param name="IsRaw">Whether there were fewer points than bins.</param>
public sealed record PymatgenHistogram(
    double[] Energies, double[] Densities, double BinWidth, bool IsRaw)
{
    /// <param name="lowest">Null for the lowest energy there is.</param>
    /// <param name="highest">Null for the highest.</param>
    public static PymatgenHistogram Of(
        ReadOnlySpan<double> energies,
        ReadOnlySpan<double> densities,
        double? lowest = null,
        double? highest = null,
        int bins = 256,
        bool binning = true,
        bool normalize = true)
    {
        if (energies.Length < 2 || energies.Length != densities.Length || bins < 1)
        {
            throw new ArgumentException(
                $"{densities.Length} densities at {energies.Length} energies in {bins} bins; "
                    + "expected as many, at least 2, and a bin");
        }

        double low = lowest ?? energies[0];
        double high = highest ?? energies[^1];
        if (energies.Length < bins)
        {
            int first = CountBelow(energies, low);
            int end = first;
            while (end < energies.Length && energies[end] <= high)
            {
                end++;
            }

            return new PymatgenHistogram(
                energies[first..end].ToArray(),
                densities[first..end].ToArray(),
                energies[1] - energies[0],
                IsRaw: true);
        }

        PymatgenHistogram result = binning
            ? Binned(energies, densities, low, high, bins)
            : Unbinned(energies, densities);
        if (normalize)
        {
            double area = result.Densities.Sum(value => value * result.BinWidth);
            if (!(Math.Abs(area) > 0))
            {
                throw new UnsuitableSpectrumException(
                    "no states in the range of a pymatgen fingerprint, so nothing to normalise by");
            }

            for (int i = 0; i < result.Densities.Length; i++)
            {
                result.Densities[i] /= area;
            }
        }

        return result;
    }

    private static PymatgenHistogram Binned(
        ReadOnlySpan<double> energies,
        ReadOnlySpan<double> densities,
        double low,
        double high,
        int bins)
    {
        double[] edges = Spectra.EnergyGrid.Uniform(low, high, bins + 1);
        double[] middles = new double[bins];
        double[] sums = new double[bins];
        for (int bin = 0; bin < bins; bin++)
        {
            middles[bin] = edges[bin] + (edges[1] - edges[0]) / 2;
            int end = CountBelow(energies, edges[bin + 1]);
            for (int i = CountBelow(energies, edges[bin]); i < end; i++)
            {
                sums[bin] += densities[i];
            }
        }

        double width = bins > 1 ? middles[1] - middles[0] : high - low;
        return new PymatgenHistogram(middles, sums, width, IsRaw: false);
    }

    private static PymatgenHistogram Unbinned(
        ReadOnlySpan<double> energies, ReadOnlySpan<double> densities)
    {
        double last = energies[^1];
        double[] values = [.. densities[..^1], 0, 0];
        return new PymatgenHistogram(
            [.. energies, last + Math.Abs(last) / 10],
            values,
            energies[1] - energies[0],
            IsRaw: false);
    }

    /// <summary>The number of ascending energies below a bound.</summary>
    private static int CountBelow(ReadOnlySpan<double> energies, double bound)
    {
        int first = 0, end = energies.Length;
        while (first < end)
        {
            int middle = (first + end) / 2;
            (first, end) = energies[middle] < bound ? (middle + 1, end) : (first, middle);
        }

        return first;
    }
}
