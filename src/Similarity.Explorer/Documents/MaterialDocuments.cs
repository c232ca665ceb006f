using Similarity.Catalog;
using Similarity.Catalog.Codecs;
using Similarity.Crystals;
using Similarity.Explorer.Hosting;
using Similarity.Spectra;

namespace Similarity.Explorer.Documents;

/// <summary>
/// The structure, bands and density of states that a catalog keeps of a material.
/// </summary>
internal sealed record MaterialDocuments(
    Material Material, Crystal? Crystal, BandStructure? Bands, DensityOfStates? Dos)
{
    public string[] Names =>
    [
        .. new[]
        {
            Crystal is null ? null : "structure",
            Bands is null ? null : "bands",
            Dos is null ? null : "dos",
        }.OfType<string>(),
    ];

    /// <exception cref="Formats.InvalidFileException">The catalog holds nonsense.</exception>
    public static MaterialDocuments Of(ICatalogStore store, Material material)
    {
        Dictionary<DocumentKind, CatalogDocument> documents =
            store.Documents(material.Id).DistinctBy(document => document.Kind)
                .ToDictionary(document => document.Kind);
        Crystal? crystal = documents.TryGetValue(DocumentKind.Structure, out var structure)
            ? StructureCodec.Decode(structure, material.Id)
            : null;
        return new MaterialDocuments(
            material,
            crystal,
            documents.TryGetValue(DocumentKind.Bands, out CatalogDocument? bands)
                ? BandsCodec.Decode(bands, crystal, material.Id)
                : null,
            documents.TryGetValue(DocumentKind.Dos, out CatalogDocument? dos)
                ? DosCodec.Decode(dos, crystal, material.Id)
                : null);
    }

    /// <exception cref="RequestException">There is none.</exception>
    public Crystal RequireCrystal() => Crystal
        ?? throw RequestException.Absent("the database has no structure of this material");
}
