using Similarity.Spectra;

namespace Similarity.Operators.Nanotubes;

/// <summary>The bands of an infinite tube and its gap.</summary>
/// <param name="Bands">
/// Of the helical cell of two atoms. A k-point (0, 0, κ/2π) stands for each pair (κ, μ); κ runs
/// over [0, π], the other half of the zone being its image by time reversal.
/// </param>
/// <param name="Gap">Null for an operator that fills no electrons into its bands.</param>
/// <param name="SmallestOverlapEigenvalue">Of S(κ, μ) over the grid, to about 1 %.</param>
public sealed record HelicalSpectrum(
    BandStructure Bands, NanotubeGap? Gap, double SmallestOverlapEigenvalue);
