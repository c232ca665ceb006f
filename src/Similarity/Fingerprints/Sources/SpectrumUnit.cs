namespace Similarity.Fingerprints;

/// <summary>What states are counted per.</summary>
internal enum SpectrumUnit
{
    /// <summary>So that a supercell has the fingerprint of its cell.</summary>
    Atom,

    Cell,

    /// <summary>The electrons of the calculation: valence electrons with most programs.</summary>
    Electron,
}
