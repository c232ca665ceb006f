namespace Similarity.Fingerprints;

/// <summary>A metric of the values alone.</summary>
internal sealed record VectorMetric<TMetric>()
    : FingerprintMetric(TMetric.Name, TMetric.LargerIsMoreAlike)
    where TMetric : struct, IMetric
{
    private protected override double Evaluate(Fingerprint a, Fingerprint b) =>
        TMetric.Compare(a.Values, b.Values);
}
