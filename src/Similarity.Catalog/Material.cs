using System.Collections.Immutable;

namespace Similarity.Catalog;

/// <summary>What is known of a material besides its documents and fingerprints.</summary>
/// <param name="Id">Unique in a catalog; ids are ordered by the bytes of their UTF-8.</param>
public sealed record Material(string Id)
{
    /// <summary>Reduced, with the elements as the crystal has them: "BaTiO3".</summary>
    public string? Formula { get; init; }

    /// <summary>Symbols, each once, sorted by letter.</summary>
    public ImmutableArray<string> Elements { get; init; } = [];

    /// <summary>Sites in the cell.</summary>
    public int? SiteCount { get; init; }

    /// <summary>Its number in the International Tables, from 1 to 230.</summary>
    public int? SpaceGroup { get; init; }

    /// <summary>Of the bands, or as the source says it.</summary>
    public double? GapEv { get; init; }

    /// <summary>The file, collection or program that the material comes from.</summary>
    public string? Source { get; init; }

    /// <summary>
    /// Whatever else is known, by name. Names are those of the source or of the user; none is the
    /// name of a property above.
    /// </summary>
    public ImmutableSortedDictionary<string, PropertyValue> Properties { get; init; } =
        ImmutableSortedDictionary.Create<string, PropertyValue>(StringComparer.Ordinal);

    /// <summary>SHA-256 of the input that the material was read from, in hexadecimal.</summary>
    public required string InputHash { get; init; }

    /// <summary>Version of the program that wrote it.</summary>
    public required string ProgramVersion { get; init; }
}
