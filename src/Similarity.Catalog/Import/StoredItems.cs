using Similarity.Catalog.Codecs;
using Similarity.Crystals;
using Similarity.Fingerprints;
using Similarity.Formats;

namespace Similarity.Catalog.Import;

/// <summary>
/// What a catalog holds as items of an import, so that its materials get fingerprints of another
/// kind without the files they came from.
/// </summary>
public static class StoredItems
{
    /// <param name="ids">Of materials of the catalog.</param>
    public static IEnumerable<ImportItem> Of(ICatalogStore store, IEnumerable<string> ids)
    {
        foreach (string id in ids)
        {
            if (store.Find(id) is not { } material)
            {
                continue;
            }

            ImportItem item = new(id, null)
            {
                Source = material.Source,
                GapEv = material.GapEv,
                Properties = material.Properties,
                InputHash = material.InputHash,
            };
            (FingerprintSubject? subject, string? failure) = Read(store, id);
            yield return item with { Subject = subject, Failure = failure };
        }
    }

    private static (FingerprintSubject? Subject, string? Failure) Read(
        ICatalogStore store, string id)
    {
        Dictionary<DocumentKind, CatalogDocument> documents =
            store.Documents(id).DistinctBy(document => document.Kind)
                .ToDictionary(document => document.Kind);
        string place = $"{store.Location}: {id}";
        try
        {
            Crystal? crystal = documents.TryGetValue(DocumentKind.Structure, out var structure)
                ? StructureCodec.Decode(structure, place)
                : null;
            var subject = new FingerprintSubject(
                crystal,
                documents.TryGetValue(DocumentKind.Bands, out CatalogDocument? bands)
                    ? BandsCodec.Decode(bands, crystal, place)
                    : null,
                documents.TryGetValue(DocumentKind.Dos, out CatalogDocument? dos)
                    ? DosCodec.Decode(dos, crystal, place)
                    : null);
            return documents.Count == 0
                ? (null, $"{place}: has no structure, bands or density of states")
                : (subject, null);
        }
        catch (InvalidFileException e)
        {
            return (null, e.Message);
        }
    }
}
