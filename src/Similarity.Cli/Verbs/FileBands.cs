using Similarity.Crystals;
using Similarity.Formats;
using Similarity.Operators;
using Similarity.Spectra;

namespace Similarity.Cli.Verbs;

/// <summary>The bands that a file holds, or that an operator makes of its structure.</summary>
/// <param name="Crystal">The one the bands belong to, if known.</param>
internal sealed record FileBands(
    string File, FileContents Contents, BandStructure Bands, Crystal? Crystal)
{
    /// <summary>Null for bands that the file holds.</summary>
    public ComputedBands? Computed { get; init; }

    /// <summary>What the reader and the operator found suspicious.</summary>
    public IReadOnlyList<string> Warnings => [.. Contents.Warnings, .. Computed?.Warnings ?? []];
}

/// <summary>How bands were computed, and what else came of it.</summary>
/// <param name="OnGrid">Without the path that <see cref="FileBands.Bands"/> may have.</param>
internal sealed record ComputedBands(
    SpectralOperator Operator,
    KPointGrid Grid,
    OperatorSpectrum OnGrid,
    IReadOnlyList<string> Warnings);
