namespace Similarity;

/// <summary>
/// CODATA 2022 recommended values (NIST, doi:10.1103/RevModPhys.97.025002). Hartree and bohr are
/// used inside; these factors appear where numbers enter or leave the program.
/// </summary>
public static class PhysicalConstants
{
    /// <summary>One hartree in electronvolts.</summary>
    public const double HartreeInEv = 27.211386245981;

    /// <summary>One rydberg in electronvolts: half a hartree.</summary>
    public const double RydbergInEv = HartreeInEv / 2;

    /// <summary>One bohr in ångströms.</summary>
    public const double BohrInAngstrom = 0.529177210544;

    /// <summary>The atomic unit of dipole moments, e·bohr, in debye.</summary>
    public const double ElectronBohrInDebye = 2.541746473;

    /// <summary>k_B in electronvolts per kelvin (exact in the SI of 2019).</summary>
    public const double BoltzmannInEvPerKelvin = 8.617333262145179e-5;

    /// <summary>k_B in hartrees per kelvin.</summary>
    public const double BoltzmannInHartreePerKelvin = BoltzmannInEvPerKelvin / HartreeInEv;
}
