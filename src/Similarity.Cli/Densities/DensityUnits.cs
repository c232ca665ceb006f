namespace Similarity.Cli.Densities;

/// <summary>Units of densities at the door of the program.</summary>
internal static class DensityUnits
{
    /// <summary>e·bohr in debye, of CODATA's e and bohr.</summary>
    public const double DebyePerAtomicUnit = 2.541746473;
}
