using Similarity.Crystals.Nanotubes;
using Similarity.Operators.Nanotubes;

namespace Similarity.Cli.Nanotubes;

/// <summary>A tube, its gap, and the density of states about its Fermi level.</summary>
/// <param name="Fingerprint">States per eV and atom.</param>
internal sealed record SurveyedTube(Nanotube Tube, NanotubeGap Gap, double[] Fingerprint)
{
    public Chirality Indices => Tube.Chirality;

    public double DiameterInAngstrom => Tube.Diameter * PhysicalConstants.BohrInAngstrom;

    public double ChiralAngleInDegrees => Indices.ChiralAngle * 180 / Math.PI;

    public double GapEv => Gap.Gap * PhysicalConstants.HartreeInEv;

    /// <summary>How far the bands overlap; 0 unless they do by more than rounding.</summary>
    public double OverlapEv =>
        Math.Max(0, -Gap.Difference - 1e-9) * PhysicalConstants.HartreeInEv;

    public static string NameOf(NanotubeFamily family) => family switch
    {
        NanotubeFamily.Armchair => "armchair",
        NanotubeFamily.Mod0 => "mod 0",
        NanotubeFamily.Mod1 => "mod 1",
        _ => "mod 2",
    };
}
