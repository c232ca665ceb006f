using System.Collections.Immutable;

namespace Similarity.Fingerprints;

/// <summary>
/// How alike two fingerprints are, by a name: <c>euclidean</c>, <c>cosine</c>, <c>emd</c>
/// (distances), <c>dot</c>, <c>tanimoto</c> (similarities; on the bits where there are any), and
/// <c>pymatgen-wasserstein</c> (a distance of histograms). A closed family.
/// </summary>
public abstract record FingerprintMetric
{
    private protected FingerprintMetric(string name, bool largerIsMoreAlike)
    {
        Name = name;
        LargerIsMoreAlike = largerIsMoreAlike;
    }

    public static ImmutableArray<string> Names { get; } =
        ["euclidean", "cosine", "dot", "tanimoto", "emd", PymatgenWasserstein.MetricName];

    public string Name { get; }

    /// <summary>True for a similarity, false for a distance.</summary>
    public bool LargerIsMoreAlike { get; }

    /// <param name="negative">What <c>emd</c> does with negative densities.</param>
    public static FingerprintMetric Find(
        string name, NegativeValues negative = NegativeValues.Refuse) => name switch
        {
            "euclidean" => new VectorMetric<EuclideanMetric>(),
            "cosine" => new VectorMetric<CosineMetric>(),
            "dot" => new VectorMetric<DotMetric>(),
            "tanimoto" => new BitOrVectorTanimoto(),
            "emd" => new EarthMoverMetric(negative),
            PymatgenWasserstein.MetricName => new PymatgenWasserstein(),
            _ => throw new ArgumentException(
                $"metric '{name}'; expected one of {string.Join(", ", Names)}"),
        };

    /// <summary>
    /// The distance or similarity. Fingerprints on different grids are refused: a
    /// <see cref="FingerprintPair"/> resamples them.
    /// </summary>
    public double Compare(Fingerprint a, Fingerprint b)
    {
        FingerprintPair.RequireSameGrid(a, b);
        return Evaluate(a, b);
    }

    private protected abstract double Evaluate(Fingerprint a, Fingerprint b);
}
