using System.Collections.Immutable;
using Similarity.Catalog.Codecs;
using Similarity.Catalog.Filters;
using Similarity.Explorer.Api;
using Similarity.Explorer.Catalogs;
using Similarity.Explorer.Hosting;
using Similarity.Learning.Decomposition;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Explorer.Maps;

/// <summary>What map is asked for.</summary>
internal sealed record MapQuestion(string Tag, string Kind, string Method, string Where);

/// <summary>
/// Maps of the database; principal components at once, others by jobs. The last ones are kept.
/// </summary>
internal sealed class MapRoom(Workbench bench)
{
    public const string Pca = "pca";

    private const int Kept = 16;

    /// <summary>Components are found of so many materials, evenly chosen, and drawn of all.</summary>
    private const int MostFitted = 2_000;

    private const int Chunk = 4096;

    private readonly RecentResults<MapQuestion, MapPoints> known = new(Kept);

    public static readonly string[] Methods = [Pca];

    public static MapQuestion Question(
        CatalogView view, NamedSet set, string method, Filter? filter) =>
        new(view.Tag, set.Set.Identity, method, filter?.ToString() ?? "");

    /// <summary>Null where it has not been made.</summary>
    public MapPoints? TryFind(MapQuestion question) =>
        known.TryFind(question, out MapPoints? points) ? points : null;

    /// <summary>By principal components.</summary>
    public Task<MapPoints> PcaAsync(
        VectorRooms rooms,
        NamedSet set,
        Filter? filter,
        CancellationToken cancellation) =>
        bench.Computations.GetAsync(
            known,
            Question(rooms.View, set, Pca, filter),
            token => rooms.Use(set, room => Components(rooms.View, set, room, filter, token)),
            cancellation);

    /// <summary>Materials that a filter lets pass and that have a vector.</summary>
    private static ImmutableArray<int> Present(
        CatalogView view, VectorRoom room, Filter? filter) =>
        [.. view.Selections.Of(filter).Where(material => room.RowOf[material] >= 0)];

    /// <summary>Their vectors, a row each.</summary>
    public static Matrix<double> VectorsOf(
        VectorRoom room, NamedSet set, ReadOnlySpan<int> materials)
    {
        var matrix = new Matrix<double>(materials.Length, VectorCodec.NumbersOf(set.Set));
        for (int i = 0; i < materials.Length; i++)
        {
            VectorCodec.Decode(
                set.Set, room.Rows.Row(room.RowOf[materials[i]]), matrix.Row(i));
        }

        return matrix;
    }

    private MapPoints Components(
        CatalogView view,
        NamedSet set,
        VectorRoom room,
        Filter? filter,
        CancellationToken cancellation)
    {
        ImmutableArray<int> materials = Present(view, room, filter);
        if (materials.Length < 3)
        {
            throw RequestException.NoResult(
                $"a map needs three materials with fingerprints {set.Name}; there are "
                + $"{materials.Length}");
        }

        int fitted = Math.Min(MostFitted, materials.Length);
        int[] sample =
        [
            .. Enumerable.Range(0, fitted)
                .Select(i => materials[(int)((long)i * materials.Length / fitted)]),
        ];
        int threads = bench.Computations.ThreadsOfEach;
        var components = PrincipalComponents.Of(VectorsOf(room, set, sample), 2, threads);
        float[] xy = new float[2 * materials.Length];
        for (int first = 0; first < materials.Length; first += Chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<int> part =
                materials.AsSpan(first, Math.Min(Chunk, materials.Length - first));
            Matrix<double> scores = components.Scores(VectorsOf(room, set, part), threads);
            for (int i = 0; i < part.Length; i++)
            {
                for (int axis = 0; axis < Math.Min(2, components.Count); axis++)
                {
                    xy[2 * (first + i) + axis] = (float)scores[i, axis];
                }
            }
        }

        return new MapPoints(
            materials,
            xy,
            [.. Enumerable.Range(0, components.Count).Select(components.VarianceRatio)]);
    }
}
