using System.Collections.Immutable;
using Similarity.Cli.Report;
using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Spectra;

namespace Similarity.Cli.Verbs;

/// <summary>What one file holds; a field is null when the file does not say.</summary>
/// <param name="Kind">The most telling of <paramref name="Contains"/>.</param>
/// <param name="Contains">bands, dos, volume, structure: all that the file holds.</param>
/// <param name="Natoms">Atoms of the last structure of the file.</param>
/// <param name="Path">Names of the points along the bands, as "Γ–X–U|K–Γ".</param>
/// <param name="Electrons">Per cell, as reported.</param>
/// <param name="FermiEv">As reported, not checked.</param>
internal sealed record FileSummary(
    string File,
    string Kind,
    ImmutableArray<string> Contains,
    string Format,
    string? Formula,
    SpaceGroupSummary? SpaceGroup,
    int? Natoms,
    int? Nstructures,
    int? Nspins,
    int? Nkpoints,
    int? Nbands,
    string? Path,
    double? Electrons,
    double? FermiEv,
    ImmutableArray<string> Warnings)
{
    public static FileSummary Of(string file, FileContents contents)
    {
        BandStructure? bands = contents.Bands;
        DensityOfStates? dos = contents.Dos;
        Crystal? crystal = contents.Structures.LastOrDefault()
            ?? bands?.Crystal ?? dos?.Crystal ?? contents.Volume?.Crystal;
        ImmutableArray<string> contains =
        [
            .. bands is null ? Array.Empty<string>() : ["bands"],
            .. dos is null ? Array.Empty<string>() : ["dos"],
            .. contents.Volume is null ? Array.Empty<string>() : ["volume"],
            .. crystal is null ? Array.Empty<string>() : ["structure"],
        ];
        (SpaceGroupSummary? group, string? whyNot) =
            crystal is null ? default : SpaceGroupSummary.TryFind(crystal);
        double? fermi = bands?.ReportedFermiLevel ?? dos?.ReportedFermiLevel;
        return new FileSummary(
            file,
            contains.FirstOrDefault("empty"),
            contains,
            contents.Format,
            crystal?.Formula,
            group,
            crystal?.Count,
            crystal is null ? null : Math.Max(1, contents.Structures.Length),
            bands?.Spins ?? dos?.Spins,
            bands?.KPoints.Length,
            bands?.Bands,
            bands?.Path is { } path ? PathText.Of(path) : null,
            bands?.Electrons,
            fermi * PhysicalConstants.HartreeInEv,
            whyNot is null ? contents.Warnings : contents.Warnings.Add(whyNot));
    }
}
