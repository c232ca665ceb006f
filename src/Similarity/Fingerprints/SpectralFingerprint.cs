using Similarity.Spectra;

namespace Similarity.Fingerprints;

/// <summary>
/// The density of states, both spins together, in states per electronvolt and cell on the windows
/// of a preset, broadened by a Gaussian of σ = 0.05 eV.
/// </summary>
public sealed class SpectralFingerprint
{
    private const double WidthEv = 0.05;

    // SOREP cuts the features, unlike its densities of states, at e⁻⁸.
    private const double SorepMaxExponent = 8;

    private readonly double[] values;

    private SpectralFingerprint(SpectralPreset preset, double[] values)
    {
        Preset = preset;
        this.values = values;
    }

    public SpectralPreset Preset { get; }

    public ReadOnlySpan<double> Values => values;

    /// <param name="fermiLevel">Hartree; the band edges are those it separates.</param>
    /// <param name="sorepCompatible">
    /// True only to meet numbers of SOREP: without the spin factor, a material computed without
    /// spin polarisation gets half of what it gets with it.
    /// </param>
    public static SpectralFingerprint Compute(
        BandStructure bands, double fermiLevel, SpectralPreset preset, bool sorepCompatible = false)
    {
        var edges = BandEdges.Of(bands, fermiLevel);
        double valence = edges.ValenceMaximum?.Energy ?? fermiLevel;
        var smearing = new Gaussian(WidthEv / PhysicalConstants.HartreeInEv);
        var options =
            new DosOptions { SorepMaxExponent = sorepCompatible ? SorepMaxExponent : null };
        var values = new List<double>(preset.Points);
        foreach (SpectralWindow window in preset.Windows)
        {
            // With no empty band, both edges are the top of the full ones.
            double centre = window.Centre switch
            {
                SpectralCentre.FermiLevel => fermiLevel,
                SpectralCentre.ValenceMaximum => valence,
                _ => edges.ConductionMinimum?.Energy ?? valence,
            };
            double[] energies = EnergyGrid.Uniform(
                centre + window.LowestEv / PhysicalConstants.HartreeInEv,
                centre + window.HighestEv / PhysicalConstants.HartreeInEv,
                window.Points);
            foreach (double perHartree in DosCalculation.Evaluate(
                bands, smearing, energies, options).Total())
            {
                values.Add(perHartree / PhysicalConstants.HartreeInEv);
            }
        }

        return new SpectralFingerprint(preset, [.. values]);
    }
}
