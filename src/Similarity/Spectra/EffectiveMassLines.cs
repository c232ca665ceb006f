using System.Collections.Immutable;
using Similarity.Crystals;

namespace Similarity.Spectra;

/// <summary>
/// Effective masses along the lines of a path, in electron masses; those of holes are negative. The
/// mass of a material is that of its heaviest line at the edge: the one that limits transport.
/// </summary>
public sealed record LineMasses
{
    /// <summary>
    /// Largest <see cref="SegmentMasses.Electron"/> of segments at the conduction minimum.
    /// </summary>
    public double? Electron { get; init; }

    /// <summary>
    /// Smallest <see cref="SegmentMasses.Hole"/> of segments at the valence maximum.
    /// </summary>
    public double? Hole { get; init; }

    /// <summary>Why there is no electron mass; null when there is one.</summary>
    public string? WhyNoElectron { get; init; }

    /// <summary>Why there is no hole mass; null when there is one.</summary>
    public string? WhyNoHole { get; init; }

    /// <summary>
    /// Gap of the bands on the path in hartree; 0 in a metal, null when an edge is missing.
    /// </summary>
    public double? Gap { get; init; }

    /// <summary>Every segment of the path; empty when none could be looked at.</summary>
    public ImmutableArray<SegmentMasses> Segments { get; init; } = [];
}

/// <summary>The masses of one segment, meaningful where it holds the edge.</summary>
/// <param name="HasConductionMinimum">Whether the conduction minimum lies on the segment.</param>
/// <param name="HasValenceMaximum">Whether the valence maximum lies on the segment.</param>
/// <param name="Electron">Σ∫f dk / Σ∫f ε″ dk over the conduction bands, in electron masses.</param>
/// <param name="Hole">Likewise over the valence bands with f(−ε); negative at a maximum.</param>
/// <param name="ElectronPoints">1/ε″ at each level at the conduction minimum.</param>
/// <param name="HolePoints">1/ε″ at each level at the valence maximum.</param>
/// <param name="WhyNoElectron">Why there is no electron mass; null when there is one.</param>
/// <param name="WhyNoHole">Why there is no hole mass; null when there is one.</param>
public sealed record SegmentMasses(
    KPointPathSegment Segment,
    bool HasConductionMinimum,
    bool HasValenceMaximum,
    double? Electron,
    double? Hole,
    ImmutableArray<PointMass> ElectronPoints,
    ImmutableArray<PointMass> HolePoints,
    string? WhyNoElectron,
    string? WhyNoHole);

/// <summary>
/// 1/ε″ of one level along a line, in electron masses; null where the band is flat.
/// </summary>
public readonly record struct PointMass(int Spin, int KPoint, int Band, double? Mass);
