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

    /// <summary>Leave it, but to compare with stored numbers of librascal.</summary>
    public SoapConvention Convention { get; init; }
}
