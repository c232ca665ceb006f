using System.Globalization;
using Similarity.Catalog;
using Similarity.Catalog.Vectors;
using Similarity.Explorer.Catalogs;
using Similarity.Explorer.Hosting;
using Similarity.Learning;
using Similarity.Learning.Clusters;
using Similarity.Search;
using Similarity.Search.Exact;

namespace Similarity.Explorer.Api;

/// <summary>GET /api/dendrogram: all pairs of some materials, and the tree of them.</summary>
internal static class DendrogramEndpoint
{
    private const int MostMaterials = 400;

    private static readonly (string Name, Linkage Linkage)[] Linkages =
    [
        ("average", Linkage.Average), ("complete", Linkage.Complete), ("single", Linkage.Single),
    ];

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/dendrogram", GetAsync).WithSummary(
            "Distances of all pairs of some materials (ids or where), and their tree.");

    private static Task<DendrogramDocument> GetAsync(
        Workbench bench,
        string? ids,
        string? where,
        string? kind,
        string? metric,
        string? linkage,
        CancellationToken cancellation)
    {
        VectorRooms rooms = bench.Watch.Vectors();
        CatalogView view = rooms.View;
        NamedSet set = view.SetOf(kind);
        SearchMetric by = NeighbourEndpoints.MetricOf(metric, set);
        if (by == SearchMetric.Dot)
        {
            throw RequestException.Invalid("metric: dot is no distance; a tree needs one");
        }

        string name = QueryRules.Word(
            "linkage", linkage, [.. Linkages.Select(item => item.Name)]);
        int[] asked = Materials(view, ids, where);
        return bench.Computations.RunAsync(
            token => rooms.Use(set, room => Of(
                view,
                room,
                set,
                by,
                Linkages.First(item => item.Name == name).Linkage,
                asked,
                bench.Computations.ThreadsOfEach,
                token)),
            cancellation);
    }

    private static int[] Materials(CatalogView view, string? ids, string? where)
    {
        if (!string.IsNullOrEmpty(ids) && !string.IsNullOrEmpty(where))
        {
            throw RequestException.Invalid("ids, where: expected one of the two");
        }

        return string.IsNullOrEmpty(ids)
            ? [.. view.Selections.Of(Workbench.FilterOf(where))]
            :
            [
                .. ids.Split(',', StringSplitOptions.RemoveEmptyEntries).Distinct()
                    .Select(id => view.IndexOf(id) ?? throw RequestException.Absent(
                        $"ids: the database has no '{QueryRules.Shown(id)}'")),
            ];
    }

    private static DendrogramDocument Of(
        CatalogView view,
        VectorRoom room,
        NamedSet set,
        SearchMetric metric,
        Linkage linkage,
        int[] asked,
        int threads,
        CancellationToken cancellation)
    {
        int[] materials = [.. asked.Where(material => room.RowOf[material] >= 0)];
        if (materials.Length is < 2 or > MostMaterials)
        {
            throw RequestException.Invalid(
                $"a tree is of 2 to {MostMaterials} materials with fingerprints {set.Name}; "
                + $"these are {materials.Length}");
        }

        double[][] matrix = Pairs(room, set, metric, materials, threads, cancellation);
        double[] upper =
        [
            .. Enumerable.Range(0, matrix.Length)
                .SelectMany(i => matrix[i].Skip(i + 1)),
        ];
        Dendrogram tree = HierarchicalClustering.Of(
            new DistanceMatrix(matrix.Length, upper), linkage, cancellation);
        Material[] all = [.. materials.Select(material => view.Materials[material])];
        return new DendrogramDocument(
            [.. all.Select(material => material.Id)],
            [.. all.Select(material => material.Formula is { } formula
                ? $"{formula} {material.Id}"
                : material.Id)],
            matrix,
            [
                .. tree.Mergers.Select(merger => new MergeRow(
                    merger.First, merger.Second, merger.Height, merger.Size)),
            ],
            tree.LeafOrder());
    }

    private static double[][] Pairs(
        VectorRoom room,
        NamedSet set,
        SearchMetric metric,
        int[] materials,
        int threads,
        CancellationToken cancellation)
    {
        float[] lanes = [.. materials.SelectMany(m => room.Rows.Row(room.RowOf[m]).ToArray())];

        // Numbers for ids: rows are told apart by their place.
        string[] ids =
            [.. materials.Select((_, i) => i.ToString("D4", CultureInfo.InvariantCulture))];
        using var rows = new VectorCollection(
            set.Set.Space,
            [
                VectorSegment.Of(
                    set.Set.Space,
                    ids,
                    [.. Enumerable.Range(1, ids.Length).Select(i => (long)i)],
                    lanes),
            ]);
        using var index = new ExactIndex(rows, metric);
        Neighbour[][] found = index.Search(lanes, new SearchOptions
        {
            Count = ids.Length,
            Threads = threads,
            CancellationToken = cancellation,
        });
        double[][] matrix = [.. ids.Select(_ => new double[ids.Length])];
        for (int i = 0; i < ids.Length; i++)
        {
            foreach (Neighbour hit in found[i])
            {
                // A material is at no distance from itself, whatever rounding says.
                double distance = hit.Row == i
                    ? 0
                    : Math.Max(0, SearchMetricNames.Distance(metric, hit.Value));
                matrix[i][hit.Row] = distance;
            }
        }

        for (int i = 0; i < ids.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                matrix[i][j] = matrix[j][i];
            }
        }

        return matrix;
    }

    /// <param name="Merges">From the lowest on; below n a material, n + i the i-th merge.</param>
    /// <param name="Order">In which the leaves are drawn without crossings.</param>
    internal sealed record DendrogramDocument(
        string[] Ids, string[] Labels, double[][] Matrix, MergeRow[] Merges, int[] Order);

    internal sealed record MergeRow(int Left, int Right, double Distance, int Size);
}
