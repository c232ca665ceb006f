namespace Similarity.Fingerprints;

/// <summary>The Tanimoto similarity of bits where a fingerprint has them, else of values.</summary>
internal sealed record BitOrVectorTanimoto()
    : FingerprintMetric(TanimotoMetric.Name, TanimotoMetric.LargerIsMoreAlike)
{
    private protected override double Evaluate(Fingerprint a, Fingerprint b) =>
        a.Nomad is not null && b.Nomad is not null
            ? NomadFingerprint.Tanimoto(a.Nomad, b.Nomad)
            : TanimotoMetric.Compare(a.Values, b.Values);
}
