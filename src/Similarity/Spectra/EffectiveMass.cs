using System.Collections.Immutable;
using Similarity.Crystals;

namespace Similarity.Spectra;

/// <summary>
/// Effective masses along lines of k-points, as thermal carriers see them:
/// m_e = Σ_b ∫ f(ε_b; E_c) dk / Σ_b ∫ f(ε_b; E_c) ε_b″ dk over one segment and the conduction bands
/// b, with the Fermi function f at temperature T centred on the edge E_c; holes with f(−ε; −E_v)
/// over the valence bands. ε″ by second-order finite differences, integrals by Simpson's rule.
/// </summary>
/// <remarks>
/// Follows the transparent-conductor criteria of SOREP (npj Comput. Mater. 10, 2024,
/// doi:10.1038/s41524-024-01446-9). With some 16 points on a segment the result is limited by the
/// finite differences and the quadrature to a few percent.
/// </remarks>
public static class EffectiveMass
{
    private const string NoPath = "the k-points are no path of lines";
    private const string NoReciprocalLattice = "the reciprocal lattice is unknown";
    private const string Metal = "no gap: a band crosses the Fermi level";

    /// <param name="fermiLevel">In hartree, within the gap of an insulator.</param>
    public static LineMasses AlongPath(
        BandStructure bands, double fermiLevel, EffectiveMassOptions? options = null)
    {
        options ??= new EffectiveMassOptions();
        if (!double.IsFinite(fermiLevel))
        {
            throw new ArgumentOutOfRangeException(
                nameof(fermiLevel), fermiLevel, "a Fermi level is finite");
        }

        if (!(options.Temperature > 0 && double.IsFinite(options.Temperature)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(options), options.Temperature,
                "a temperature of carriers is positive and finite");
        }

        var edges = new EffectiveMassEdges(bands, fermiLevel, options);
        string? obstacle = bands.Path is null ? NoPath
            : bands.ReciprocalLattice is null ? NoReciprocalLattice
            : edges.IsMetal ? Metal
            : null;
        if (obstacle is not null)
        {
            return new LineMasses
            {
                Gap = edges.Gap,
                WhyNoElectron = obstacle,
                WhyNoHole = obstacle,
            };
        }

        ImmutableArray<SegmentMasses> segments =
            [.. bands.Path!.Segments.Select(s => OnSegment(edges, s))];
        SegmentMasses[] atMinimum = segments.Where(s => s.HasConductionMinimum).ToArray();
        SegmentMasses[] atMaximum = segments.Where(s => s.HasValenceMaximum).ToArray();
        double? electron = atMinimum.Max(s => s.Electron);
        double? hole = atMaximum.Min(s => s.Hole);
        return new LineMasses
        {
            Electron = electron,
            Hole = hole,
            WhyNoElectron = electron is not null ? null
                : edges.ConductionMinimum is null ? EffectiveMassCarriers.NoConductionBands
                : atMinimum.Select(s => s.WhyNoElectron).FirstOrDefault()
                    ?? "no segment holds the conduction minimum",
            WhyNoHole = hole is not null ? null
                : edges.ValenceMaximum is null ? EffectiveMassCarriers.NoValenceBands
                : atMaximum.Select(s => s.WhyNoHole).FirstOrDefault()
                    ?? "no segment holds the valence maximum",
            Gap = edges.Gap,
            Segments = segments,
        };
    }

    private static SegmentMasses OnSegment(EffectiveMassEdges edges, KPointPathSegment segment)
    {
        var electrons = EffectiveMassCarriers.Of(edges, segment, electrons: true);
        var holes = EffectiveMassCarriers.Of(edges, segment, electrons: false);
        return new SegmentMasses(
            segment,
            electrons.HasEdge,
            holes.HasEdge,
            electrons.Mass,
            holes.Mass,
            electrons.Points,
            holes.Points,
            electrons.WhyNoMass,
            holes.WhyNoMass);
    }
}
