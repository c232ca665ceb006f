using System.Collections.Immutable;
using System.Text.Json;
using Similarity.Crystals;
using Similarity.Spectra;

namespace Similarity.Catalog.Import;

/// <summary>
/// One thing to make a fingerprint of: a structure, bands or a density of states, the bands with
/// their structure if the file holds it; or the failure to read it, and nothing else.
/// </summary>
/// <param name="Id">
/// The id of a structure in a file of many, else what <see cref="FileId"/> calls the file.
/// </param>
/// <param name="File">As the user gave it.</param>
public sealed record FingerprintInput(string Id, string File)
{
    public Crystal? Crystal { get; init; }

    public BandStructure? Bands { get; init; }

    public DensityOfStates? Dos { get; init; }

    /// <summary>What a line of a collection says besides the structure, by name.</summary>
    public ImmutableArray<KeyValuePair<string, JsonElement>> Metadata { get; init; } = [];

    /// <summary>What the reader found suspicious.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    public FileFailure? Failure { get; init; }
}
