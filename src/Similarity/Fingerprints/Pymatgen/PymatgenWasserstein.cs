namespace Similarity.Fingerprints;

/// <summary>
/// What <c>get_dos_fp_similarity</c> calls wasserstein: W = ∫ |F_a(x) − F_b(x)| dx with F the
/// distribution of the values of the cumulative sums, taken as unweighted samples. It knows no
/// energy, so two spectra shifted against each other may be 0 apart; <c>emd</c> is the earth
/// mover's distance over energy.
/// </summary>
internal sealed record PymatgenWasserstein()
    : FingerprintMetric(MetricName, largerIsMoreAlike: false)
{
    public const string MetricName = "pymatgen-wasserstein";

    /// <summary>The distance of densities in bins of some width each.</summary>
    public static double Distance(
        ReadOnlySpan<double> a, double widthA, ReadOnlySpan<double> b, double widthB)
    {
        if (a.IsEmpty || b.IsEmpty)
        {
            throw new ArgumentException("a distance of samples needs at least one of each");
        }

        double[] x = Cumulative(a, widthA), y = Cumulative(b, widthB);
        double distance = 0;
        double previous = Math.Min(x[0], y[0]);
        int i = 0, j = 0;
        while (i < x.Length || j < y.Length)
        {
            double excess = Math.Abs((double)i / x.Length - (double)j / y.Length);
            bool takeX = j == y.Length || (i < x.Length && x[i] <= y[j]);
            double next = takeX ? x[i++] : y[j++];
            distance += excess * (next - previous);
            previous = next;
        }

        return distance;
    }

    private protected override double Evaluate(Fingerprint a, Fingerprint b) =>
        Distance(a.Values, Width(a), b.Values, Width(b));

    private static double Width(Fingerprint fingerprint) =>
        fingerprint.Kind == "pymatgen" && fingerprint.Segments[0].EnergiesEv is { Length: > 1 } e
            ? e[1] - e[0]
            : throw new ArgumentException(
                $"metric '{MetricName}' is of fingerprints 'pymatgen', not '{fingerprint.Kind}'");

    private static double[] Cumulative(ReadOnlySpan<double> densities, double width)
    {
        double[] sums = new double[densities.Length];
        double sum = 0;
        for (int i = 0; i < sums.Length; i++)
        {
            sum += densities[i] * width;
            sums[i] = sum;
        }

        // Negative densities make the sums fall in places.
        Array.Sort(sums);
        return sums;
    }
}
