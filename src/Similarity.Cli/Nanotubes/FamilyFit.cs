using System.Collections.Immutable;
using Similarity.Crystals.Nanotubes;
using Similarity.Operators.Nanotubes;

namespace Similarity.Cli.Nanotubes;

/// <summary>A fit of the gaps of one family, in eV and Å.</summary>
/// <param name="Model">"A/d + B cos 3θ/d²".</param>
/// <param name="FromDiameterInAngstrom">The narrowest tubes that take part.</param>
internal sealed record FamilyFit(
    NanotubeFamily Family,
    string Model,
    double FromDiameterInAngstrom,
    ImmutableArray<SurveyedTube> Tubes,
    GapFit Fit)
{
    private const double Ev = PhysicalConstants.HartreeInEv;
    private const double Angstrom = PhysicalConstants.BohrInAngstrom;

    /// <summary>A in eV Å.</summary>
    public double? Linear => Fit.Linear * Ev * Angstrom;

    /// <summary>B in eV Å².</summary>
    public double? Curvature => Fit.Curvature * Ev * Angstrom * Angstrom;

    public double RootMeanSquareEv => Fit.RootMeanSquare * Ev;

    public double LargestResidualEv => Fit.Largest * Ev;

    /// <summary>The tube that the fit meets worst.</summary>
    public SurveyedTube Worst => Tubes[Fit.Residuals.IndexOf(Fit.Largest)];

    /// <summary>
    /// Semiconductors with and without the second term, metals that are not armchair with the
    /// second alone: once without the narrow tubes, once with all. A family of fewer than four
    /// tubes has no fit.
    /// </summary>
    public static ImmutableArray<FamilyFit> AllOf(IReadOnlyList<SurveyedTube> tubes) =>
    [
        .. from narrowest in new[] { NanotubeSurvey.NarrowestOfFitsInAngstrom, 0 }
           from model in new (NanotubeFamily Family, bool Linear, bool Curvature, string Name)[]
           {
               (NanotubeFamily.Mod0, false, true, "B cos 3θ/d²"),
               (NanotubeFamily.Mod1, true, false, "A/d"),
               (NanotubeFamily.Mod1, true, true, "A/d + B cos 3θ/d²"),
               (NanotubeFamily.Mod2, true, false, "A/d"),
               (NanotubeFamily.Mod2, true, true, "A/d + B cos 3θ/d²"),
           }
           let members = tubes
               .Where(tube => tube.Indices.Family == model.Family
                   && tube.DiameterInAngstrom >= narrowest)
               .ToImmutableArray()
           where members.Length > 3
           select new FamilyFit(
               model.Family,
               model.Name,
               narrowest,
               members,
               GapFit.Of(
                   [.. members.Select(tube => (tube.Tube, tube.Gap.Gap))],
                   model.Linear,
                   model.Curvature)),
    ];

    /// <summary>The gap in eV that the fit gives at a diameter and cos 3θ.</summary>
    public double GapEvAt(double diameterInAngstrom, double cosine) =>
        ((Linear ?? 0) + (Curvature ?? 0) * cosine / diameterInAngstrom) / diameterInAngstrom;
}
