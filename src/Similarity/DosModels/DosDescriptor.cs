using Similarity.Crystals;
using Similarity.Environments;

namespace Similarity.DosModels;

/// <summary>
/// The SOAP power spectrum that a model of densities of states sees of an atom; lengths in Å. The
/// defaults are those of Ben Mahmoud, Anelli, Csányi and Ceriotti, Phys. Rev. B 102, 235130 (2020),
/// but for a cutoff of 5 instead of 4 Å: cross-validation on the shipped silicon gives 0.112, 0.111
/// and 0.108 eV^(−1/2) with 4, 5 and 6 Å.
/// </summary>
public sealed record DosDescriptor
{
    public double CutoffAngstrom { get; init; } = 5;

    public int RadialFunctions { get; init; } = 8;

    public int MaxAngular { get; init; } = 6;

    public double SigmaAngstrom { get; init; } = 0.45;

    /// <summary>Over which neighbours fade in before the cutoff.</summary>
    public double SmoothingAngstrom { get; init; } = 0.5;

    public double ScalingRate { get; init; } = 1;

    public double ScalingAngstrom { get; init; } = 3;

    public double ScalingExponent { get; init; } = 5;

    /// <exception cref="ArgumentException">The numbers describe no power spectrum.</exception>
    public PowerSpectrum Of(IEnumerable<Element> elements)
    {
        const double Angstrom = 1 / PhysicalConstants.BohrInAngstrom;
        return new PowerSpectrum(new SoapSettings
        {
            Species = SpeciesChannels.Of(elements),
            Expansion = new ExpansionSettings
            {
                Cutoff = CutoffAngstrom * Angstrom,
                RadialFunctions = RadialFunctions,
                MaxAngular = MaxAngular,
                Sigma = SigmaAngstrom * Angstrom,
                Smoothing = new ShiftedCosineCutoff(SmoothingAngstrom * Angstrom),
                Scaling = new RadialScaling(
                    ScalingRate, ScalingAngstrom * Angstrom, ScalingExponent),
            },
        });
    }
}
