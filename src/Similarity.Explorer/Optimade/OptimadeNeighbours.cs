using Similarity.Catalog.Filters;
using Similarity.Catalog.Vectors;
using Similarity.Explorer.Api;
using Similarity.Explorer.Catalogs;
using Similarity.Explorer.Hosting;
using Similarity.Search;

namespace Similarity.Explorer.Optimade;

/// <summary>
/// The extension of this provider: structures ordered by how much they are like one of them.
/// </summary>
internal static class OptimadeNeighbours
{
    private const int MostNeighbours = 1000;

    /// <returns>The page, and how many neighbours can be had in all.</returns>
    public static (IReadOnlyList<(int Material, double? Distance)> Page, int Total) Of(
        Workbench bench,
        VectorRooms rooms,
        OptimadeQuery query,
        string id,
        Filter? filter,
        CancellationToken cancellation)
    {
        CatalogView view = rooms.View;
        int own = view.IndexOf(id) ?? throw RequestException.Absent(
            "_similarity_neighbours_of: the database has no structure of this id");
        NamedSet set = view.SetOf(query.Kind);
        SearchMetric metric = NeighbourEndpoints.MetricOf(query.Metric, set);
        if ((long)query.Offset + query.Limit > MostNeighbours)
        {
            throw RequestException.Invalid(
                $"page_offset: {MostNeighbours} neighbours can be had");
        }

        return rooms.Use(set, room =>
        {
            if (room.RowOf[own] < 0)
            {
                throw RequestException.NoResult(
                    $"the structure has no fingerprint {set.Name}");
            }

            RowMask among = room.MaskOf(view.Selections.Of(filter));
            among[room.RowOf[own]] = false;
            Neighbour[] found = room
                .Index(metric, graph: false, bench.Options.Threads, cancellation)
                .Search(room.Rows.Row(room.RowOf[own]), new SearchOptions
                {
                    Count = query.Offset + query.Limit,
                    Among = among,
                    Threads = bench.Options.Threads,
                    CancellationToken = cancellation,
                })[0];
            return (
                (IReadOnlyList<(int, double?)>)
                [
                    .. found.Skip(query.Offset).Select(hit => (
                        room.MaterialOf[hit.Row],
                        (double?)SearchMetricNames.Distance(metric, hit.Value))),
                ],
                Math.Min(among.Size, MostNeighbours));
        });
    }
}
