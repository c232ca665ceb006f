namespace Similarity.Fingerprints;

/// <summary>
/// A distance or similarity of two vectors of the same length, as a type, so that loops over many
/// vectors are compiled for it.
/// </summary>
public interface IMetric
{
    static abstract string Name { get; }

    /// <summary>True for a similarity, false for a distance.</summary>
    static abstract bool LargerIsMoreAlike { get; }

    static abstract double Compare(ReadOnlySpan<double> a, ReadOnlySpan<double> b);
}
