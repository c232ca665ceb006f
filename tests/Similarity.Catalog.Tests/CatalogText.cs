using System.Text;
using Similarity.Catalog.Records;

namespace Similarity.Catalog.Tests;

/// <summary>
/// All that a catalog says, except keys, as lines of text: two catalogs of the same content give
/// the same lines.
/// </summary>
internal static class CatalogText
{
    public static string[] Of(ICatalogStore store)
    {
        var lines = new List<string>();
        foreach (Material material in store.Materials())
        {
            lines.Add(Of(material));
            lines.AddRange(store.Documents(material.Id)
                .Select(document => Of(material.Id, document)));
        }

        foreach (FingerprintSet set in store.Sets())
        {
            lines.Add(Of(set));
            lines.AddRange(store.Vectors(set)
                .OrderBy(vector => vector.MaterialId, IdOrder.Instance)
                .Select(vector => Of(set, vector)));
            lines.AddRange(store.Failures(set).Select(failure => Of(set, failure)));
        }

        return [.. lines];
    }

    public static string Of(Material material) =>
        Encoding.UTF8.GetString(MaterialRecord.Write(material));

    public static string Of(string id, CatalogDocument document) =>
        $"{id} {document.Kind} {Convert.ToHexString(document.Content)}";

    public static string Of(FingerprintSet set) =>
        Encoding.UTF8.GetString(FingerprintSetRecord.Write(set));

    public static string Of(FingerprintSet set, StoredVector vector) =>
        $"{set.Kind} {vector.MaterialId} {Convert.ToHexString(LaneBytes.Of(vector.Lanes))} "
        + $"{vector.Source} {vector.InputHash} {vector.ProgramVersion} "
        + string.Join('|', vector.Warnings);

    public static string Of(FingerprintSet set, StoredFailure failure) =>
        $"{set.Kind} {failure.MaterialId} failed: {failure.Reason} {failure.InputHash} "
        + failure.ProgramVersion;
}
