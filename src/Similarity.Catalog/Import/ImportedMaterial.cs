using System.Collections.Immutable;
using Similarity.Catalog.Codecs;
using Similarity.Crystals;
using Similarity.Fingerprints;

namespace Similarity.Catalog.Import;

/// <summary>What a catalog says of an item, from what the item holds.</summary>
internal static class ImportedMaterial
{
    public static Material Of(ImportItem item, string inputHash)
    {
        Crystal? crystal = CrystalOf(item.Subject!);
        return new Material(item.Id)
        {
            Formula = crystal?.Formula,
            Elements = crystal is null ? [] : ElementsOf(crystal),
            SiteCount = crystal?.Count,
            SpaceGroup = crystal is null ? null : SpaceGroupOf(crystal),
            GapEv = GapOf(item),
            Source = item.Source,
            Properties = item.Properties,
            InputHash = inputHash,
            ProgramVersion = Fingerprint.CurrentProgramVersion,
        };
    }

    /// <summary>Whether a material of the catalog says what the item says.</summary>
    public static bool IsUpToDate(Material material, ImportItem item, string inputHash) =>
        material.InputHash == inputHash
        && material.GapEv == GapOf(item)
        && material.Source == item.Source
        && material.Properties.SequenceEqual(item.Properties);

    public static ImmutableArray<CatalogDocument> DocumentsOf(FingerprintSubject subject)
    {
        var documents = ImmutableArray.CreateBuilder<CatalogDocument>();
        if (CrystalOf(subject) is { } crystal)
        {
            documents.Add(StructureCodec.Encode(crystal));
        }

        if (subject.Bands is { } bands)
        {
            documents.Add(BandsCodec.Encode(bands));
        }

        if (subject.Dos is { } dos)
        {
            documents.Add(DosCodec.Encode(dos));
        }

        return documents.ToImmutable();
    }

    /// <summary>The word of the source before what its bands say.</summary>
    private static double? GapOf(ImportItem item) =>
        item.GapEv ?? ImportedGap.Of(item.Subject!);

    private static Crystal? CrystalOf(FingerprintSubject subject) =>
        subject.Crystal ?? subject.Bands?.Crystal ?? subject.Dos?.Crystal;

    private static ImmutableArray<string> ElementsOf(Crystal crystal) =>
    [
        .. crystal.Sites.ToArray()
            .Select(site => site.Element.Symbol).Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>Null for molecules and slabs, and where no symmetry can be found.</summary>
    private static int? SpaceGroupOf(Crystal crystal) =>
        crystal.Periodicity == Periodicity.Full && crystal.Count > 0
            ? CrystalSymmetry.Find(crystal, out _)?.SpaceGroupNumber
            : null;
}
