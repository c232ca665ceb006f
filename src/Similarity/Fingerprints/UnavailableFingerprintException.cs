namespace Similarity.Fingerprints;

/// <summary>A kind of fingerprint that this version knows by name but cannot compute.</summary>
public sealed class UnavailableFingerprintException(string kind)
    : Exception($"fingerprint '{kind}' is not built in yet; "
        + $"there are {string.Join(", ", FingerprintRecipe.Kinds)}")
{
    public string Kind { get; } = kind;
}
