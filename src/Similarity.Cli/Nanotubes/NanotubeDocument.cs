using System.Text.Json.Serialization;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Verbs;
using Similarity.Crystals.Nanotubes;
using Similarity.Operators;
using Similarity.Operators.Nanotubes;
using Spectre.Console;

namespace Similarity.Cli.Nanotubes;

/// <summary>One tube.</summary>
internal sealed record NanotubeDocument(
    int N,
    int M,
    string? Note,
    string Family,
    [property: JsonPropertyName("bond_A")] double BondInAngstrom,
    [property: JsonPropertyName("diameter_A")] double DiameterInAngstrom,
    [property: JsonPropertyName("chiral_angle_deg")] double ChiralAngleInDegrees,
    [property: JsonPropertyName("translation_A")] double TranslationInAngstrom,
    int AtomsPerCell,
    int Rotations,
    [property: JsonPropertyName("screw_A")] double ScrewInAngstrom,
    [property: JsonPropertyName("screw_deg")] double ScrewInDegrees,
    int Atoms,
    string Format,
    string? File,
    string? Structure)
    : Document("similarity.nanotube/1")
{
    private const double Angstrom = PhysicalConstants.BohrInAngstrom;

    /// <param name="structure">Part of the document unless it is in a file.</param>
    public NanotubeDocument(
        Nanotube tube, string? note, int atoms, string format, string? file, string structure)
        : this(
            tube.Chirality.N,
            tube.Chirality.M,
            note,
            SurveyedTube.NameOf(tube.Chirality.Family),
            tube.Bond * Angstrom,
            tube.Diameter * Angstrom,
            tube.Chirality.ChiralAngle * 180 / Math.PI,
            tube.Translation * Angstrom,
            tube.Chirality.AtomsPerCell,
            tube.Chirality.Rotations,
            tube.ScrewTranslation * Angstrom,
            tube.ScrewAngle * 180 / Math.PI,
            atoms,
            format,
            file,
            file is null ? structure : null)
    {
    }

    public NanotubeBands? Bands { get; init; }

    public Table ToTable()
    {
        Table table = Tables.Create("quantity", "#value", "unit");
        Tables.Add(table, "indices", $"({Tables.Number(N)},{Tables.Number(M)})", "");
        Tables.Add(table, "family", Family, "");
        Tables.Add(table, "diameter", Tables.Number(DiameterInAngstrom, 4), "Å");
        Tables.Add(table, "chiral angle", Tables.Number(ChiralAngleInDegrees, 3), "°");
        Tables.Add(table, "translation", Tables.Number(TranslationInAngstrom, 4), "Å");
        Tables.Add(table, "atoms per cell", Tables.Number(AtomsPerCell), "");
        if (Bands is { } bands)
        {
            Tables.Add(table, "valence band maximum", Tables.Number(bands.VbmEv, 4), "eV");
            Tables.Add(table, "conduction band minimum", Tables.Number(bands.CbmEv, 4), "eV");
            Tables.Add(table, "gap", Tables.Number(bands.GapEv, 4), "eV");
        }

        return table;
    }
}

/// <summary>The band edges of an infinite tube.</summary>
/// <param name="GapEv">0 in a metal, whose bands cross or overlap.</param>
/// <param name="VbmPhase">κ/2π of the screw at the valence band maximum.</param>
/// <param name="VbmRotation">μ there.</param>
internal sealed record NanotubeBands(
    double GapEv,
    double VbmEv,
    double CbmEv,
    double VbmPhase,
    int VbmRotation,
    double CbmPhase,
    int CbmRotation)
{
    public static NanotubeBands Of(Nanotube tube, int threads, CancellationToken cancellation)
    {
        NanotubeGap gap = HelicalBands.Of(
            new Gfn0Operator(), tube, threads: threads, cancellation: cancellation).Gap!;
        return new NanotubeBands(
            Units.Ev(gap.Gap),
            Units.Ev(gap.ValenceMaximum.Energy),
            Units.Ev(gap.ConductionMinimum.Energy),
            gap.ValenceMaximum.Kappa / (2 * Math.PI),
            gap.ValenceMaximum.Mu,
            gap.ConductionMinimum.Kappa / (2 * Math.PI),
            gap.ConductionMinimum.Mu);
    }
}
