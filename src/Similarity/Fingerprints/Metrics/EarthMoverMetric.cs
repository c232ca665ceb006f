namespace Similarity.Fingerprints;

/// <summary>
/// The earth mover's distance in electronvolts, the mean over the segments of two fingerprints,
/// each of them a distribution by itself: states are not moved from one window to another. A
/// segment that only one of them has states in counts its whole width, the most there can be.
/// </summary>
internal sealed record EarthMoverMetric(NegativeValues Negative) : FingerprintMetric("emd", false)
{
    private protected override double Evaluate(Fingerprint a, Fingerprint b)
    {
        if (a.Segments.IsEmpty)
        {
            throw new ArgumentException(
                $"metric 'emd': a fingerprint '{a.Kind}' has no energies; expected a spectrum");
        }

        double sum = 0;
        int first = 0;
        foreach (FingerprintSegment segment in a.Segments)
        {
            ReadOnlySpan<double> energies = segment.EnergiesEv.AsSpan();
            ReadOnlySpan<double> ofA = a.Values.Slice(first, energies.Length);
            ReadOnlySpan<double> ofB = b.Values.Slice(first, energies.Length);
            sum += EarthMover.Distance(energies, ofA, energies, ofB, Negative)
                ?? (IsEmpty(ofA) && IsEmpty(ofB) ? 0 : energies[^1] - energies[0]);
            first += energies.Length;
        }

        return sum / a.Segments.Length;
    }

    private static bool IsEmpty(ReadOnlySpan<double> values)
    {
        foreach (double value in values)
        {
            if (value > 0)
            {
                return false;
            }
        }

        return true;
    }
}
