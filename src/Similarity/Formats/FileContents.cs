using System.Collections.Immutable;
using Similarity.Crystals;
using Similarity.Spectra;

namespace Similarity.Formats;

/// <summary>
/// What was found in one file, with warnings about what is readable but suspicious.
/// </summary>
/// <param name="Format">Name of the format, as in <see cref="FileFormats.All"/>.</param>
public sealed record FileContents(string Format)
{
    /// <summary>
    /// All structures in file order: frames, blocks, entries; the last of a relaxation.
    /// </summary>
    public ImmutableArray<Crystal> Structures { get; init; } = [];

    public BandStructure? Bands { get; init; }

    public DensityOfStates? Dos { get; init; }

    /// <summary>The first of <see cref="Volumes"/>.</summary>
    public VolumetricData? Volume => Volumes.FirstOrDefault();

    /// <summary>All fields in file order, on the same points.</summary>
    public ImmutableArray<VolumetricData> Volumes { get; init; } = [];

    public ImmutableArray<string> Warnings { get; init; } = [];
}
