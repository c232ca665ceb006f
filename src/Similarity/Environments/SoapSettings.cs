namespace Similarity.Environments;

/// <summary>What a SOAP power spectrum depends on.</summary>
public sealed record SoapSettings
{
    public required ExpansionSettings Expansion { get; init; }

    /// <summary>
    /// The densities that are told apart. Vectors are comparable only where these are the same.
    /// </summary>
    public required SpeciesChannels Species { get; init; }

    /// <summary>
    /// Whether each vector is divided by its length, for kernels of unit vectors.
    /// </summary>
    public bool Normalise { get; init; }

    /// <summary>(l_max + 1) N², the numbers of one pair of channels.</summary>
    public int BlockLength =>
        (Expansion.MaxAngular + 1) * Expansion.RadialFunctions * Expansion.RadialFunctions;

    /// <summary>The length of a vector: K (K + 1)/2 blocks for K channels.</summary>
    public int Features => Species.Count * (Species.Count + 1) / 2 * BlockLength;

    /// <summary>Leave it, but to compare with stored numbers of librascal.</summary>
    public SoapConvention Convention { get; init; }
}
