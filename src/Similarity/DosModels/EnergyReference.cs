namespace Similarity.DosModels;

/// <summary>What energies of a model are measured from.</summary>
public enum EnergyReference
{
    /// <summary>The zero of the calculation, as stored: the mean Hartree potential.</summary>
    Hartree,

    /// <summary>The Fermi level of the broadened density of each structure.</summary>
    Fermi,

    /// <summary>
    /// A level of each structure found in training: the one at which a model of the environments
    /// fits best, on average the Fermi level (How et al., "Adaptive energy reference").
    /// </summary>
    Adaptive,
}
