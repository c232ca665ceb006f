using Similarity.Crystals;
using Similarity.Explorer.Documents;
using Similarity.Fingerprints;
using Similarity.Spectra;

namespace Similarity.Explorer.Api;

/// <summary>Bands along a path, for drawing.</summary>
/// <param name="Source">"stored" or the operator.</param>
/// <param name="X">Distances along the path, in 1/bohr.</param>
/// <param name="Breaks">Indexes into x at which a line begins anew: the path jumps.</param>
/// <param name="BandsEv">[spin][band][k].</param>
internal sealed record BandsDocument(
    string Source,
    PathLabel[] Labels,
    double[] X,
    int[] Breaks,
    double[][][] BandsEv,
    double? FermiEv,
    double? VbmEv,
    double? CbmEv,
    double? GapEv,
    bool? IsMetal)
{
    public static BandsDocument Of(string source, BandStructure bands)
    {
        var axis = KPointAxis.Of(bands, bands.Path!);
        var x = new List<double>();
        var points = new List<int>();
        var breaks = new List<int>();
        for (int s = 0; s < axis.Segments.Count; s++)
        {
            KPointPathSegment segment = axis.Segments[s];
            if (s > 0 && (bands.KPoints[segment.Start]
                - bands.KPoints[axis.Segments[s - 1].End]).Length > 1e-6)
            {
                breaks.Add(x.Count);
            }

            for (int i = 0; i < segment.Count; i++)
            {
                x.Add(axis.Position(s, i));
                points.Add(segment.Start + i);
            }
        }

        SpectrumLevels? levels = MaterialSpectra.LevelsOf(bands);
        BandEdges? edges = levels is null ? null : BandEdges.Of(bands, levels.Fermi);
        return new BandsDocument(
            source,
            [.. axis.Marks.Select(mark => new PathLabel(mark.Position, mark.Label))],
            [.. x],
            [.. breaks],
            [
                .. Enumerable.Range(0, bands.Spins).Select(spin => Enumerable.Range(0, bands.Bands)
                    .Select(band => points
                        .Select(k => ElectronVolts.Of(bands.EnergiesAt(spin, k)[band]))
                        .ToArray())
                    .ToArray()),
            ],
            ElectronVolts.Of(levels?.Fermi),
            ElectronVolts.Of(edges?.ValenceMaximum?.Energy),
            ElectronVolts.Of(edges?.ConductionMinimum?.Energy),
            ElectronVolts.Of(edges?.Gap),
            edges?.IsMetal);
    }
}

/// <param name="X">On the axis of the path.</param>
internal sealed record PathLabel(double X, string Label);
