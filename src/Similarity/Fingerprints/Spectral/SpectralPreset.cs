using System.Collections.Immutable;

namespace Similarity.Fingerprints;

/// <summary>
/// A named choice of windows whose densities of states, one after the other, make a fingerprint.
/// These six are those of SOREP (npj Comput. Mater. 2024, doi:10.1038/s41524-024-01446-9).
/// </summary>
public sealed record SpectralPreset(string Name, ImmutableArray<SpectralWindow> Windows)
{
    public static ImmutableArray<SpectralPreset> All { get; } =
    [
        new("spectral-fermi", [new(SpectralCentre.FermiLevel, -5, 5, 513)]),
        new("spectral-vbm", [new(SpectralCentre.ValenceMaximum, -2, 6, 513)]),
        new("spectral-cbm", [new(SpectralCentre.ConductionMinimum, -6, 2, 513)]),
        new(
            "spectral-vbm-cbm",
            [
                new(SpectralCentre.ValenceMaximum, -2, 0.15, 257),
                new(SpectralCentre.ConductionMinimum, -0.15, 2, 257),
            ]),
        new(
            "spectral-vbm-cbm-wide",
            [
                new(SpectralCentre.ValenceMaximum, -2, 2, 257),
                new(SpectralCentre.ConductionMinimum, -2, 2, 257),
            ]),
        new(
            "spectral-vbm-fermi-cbm",
            [
                new(SpectralCentre.ValenceMaximum, -1, 1, 171),
                new(SpectralCentre.FermiLevel, -1, 1, 171),
                new(SpectralCentre.ConductionMinimum, -1, 1, 171),
            ]),
    ];

    /// <summary>Length of the fingerprint.</summary>
    public int Points => Windows.Sum(window => window.Points);

    /// <summary>The preset of a name; null when there is none.</summary>
    public static SpectralPreset? Find(string name) =>
        All.FirstOrDefault(preset => preset.Name == name);
}
