using Similarity.Catalog;
using Similarity.Catalog.Codecs;
using Similarity.Explorer.Catalogs;
using Similarity.Explorer.Hosting;
using Similarity.Fingerprints;
using Similarity.Search;

namespace Similarity.Explorer.Api;

/// <summary>GET /api/materials/{id}/fingerprints/{kind}: the numbers of one.</summary>
internal static class FingerprintEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/materials/{id}/fingerprints/{kind}", Get)
            .WithSummary("A fingerprint as numbers, with its energies where it has some.");

    private static FingerprintDocument Get(Workbench bench, string id, string kind)
    {
        CatalogView view = bench.View;
        Material material = view.Find(id);
        NamedSet named = view.SetOf(kind);
        FingerprintSet set = named.Set;
        StoredVector vector = bench.Stores.Use(store => store.Vector(set, material.Id))
            ?? throw RequestException.Absent("kind: the material has no such fingerprint");
        double[] values = VectorCodec.Decode(set, vector.Lanes);
        double[] axis = [.. set.Segments.SelectMany(segment => segment.EnergiesEv)];
        bool hasAxis = axis.Length == values.Length && axis.Length > 0;
        var segments = new List<SegmentRange>();
        int from = 0;
        foreach (FingerprintSegment segment in hasAxis ? set.Segments : [])
        {
            segments.Add(new SegmentRange(segment.Name, from, segment.EnergiesEv.Length));
            from += segment.EnergiesEv.Length;
        }

        return new FingerprintDocument(
            named.Name,
            hasAxis ? axis : null,
            hasAxis ? "energy from the reference of each segment (eV)"
                : set.Encoding == VectorEncoding.Bits ? "bit" : "feature",
            [.. segments],
            values);
    }

    /// <param name="AxisEv">From the reference of each segment; null where there are none.</param>
    internal sealed record FingerprintDocument(
        string Kind, double[]? AxisEv, string AxisLabel, SegmentRange[] Segments, double[] Values);

    /// <param name="From">Index of its first value.</param>
    internal sealed record SegmentRange(string Name, int From, int Count);
}
