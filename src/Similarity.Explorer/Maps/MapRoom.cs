using System.Collections.Concurrent;
using System.Collections.Immutable;
using Similarity.Catalog.Codecs;
using Similarity.Catalog.Filters;
using Similarity.Explorer.Api;
using Similarity.Explorer.Catalogs;
using Similarity.Explorer.Hosting;
using Similarity.Explorer.Jobs;
using Similarity.Learning.Embeddings;
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

    /// <summary>In which the progress of a job is counted.</summary>
    private const int Steps = 1000;

    private readonly RecentResults<MapQuestion, MapPoints> known = new(Kept);
    private readonly ConcurrentDictionary<MapQuestion, Job> jobs = [];

    public static readonly ImmutableArray<(string Name, EmbeddingMethod Method)> Methods =
    [
        (Pca, EmbeddingMethod.PrincipalComponents),
        ("umap", EmbeddingMethod.Umap),
        ("tsne", EmbeddingMethod.Tsne),
    ];

    public static MapQuestion Question(
        CatalogView view, NamedSet set, string method, Filter? filter) =>
        new(view.Tag, set.Set.Identity, method, filter?.ToString() ?? "");

    /// <summary>Null where it has not been made.</summary>
    public MapPoints? TryFind(MapQuestion question) =>
        known.TryFind(question, out MapPoints? points) ? points : null;

    /// <summary>The job that makes a map or tried to; null where there was none.</summary>
    public Job? JobOf(MapQuestion question) => jobs.GetValueOrDefault(question);

    /// <summary>By principal components.</summary>
    public Task<MapPoints> PcaAsync(
        VectorRooms rooms, NamedSet set, Filter? filter, CancellationToken cancellation)
    {
        MapQuestion question = Question(rooms.View, set, Pca, filter);
        return bench.Computations.GetAsync(
            known,
            question,
            token => rooms.Use(set, room => Draw(
                rooms.View, set, room, question, filter, bench.Computations.ThreadsOfEach, null,
                token)),
            cancellation);
    }

    /// <summary>Starts a job for a map by another method, unless there is one.</summary>
    public Job Start(VectorRooms rooms, NamedSet set, string method, Filter? filter)
    {
        MapQuestion question = Question(rooms.View, set, method, filter);
        if (jobs.TryGetValue(question, out Job? open) && !open.HasEnded)
        {
            return open;
        }

        foreach ((MapQuestion old, Job job) in jobs)
        {
            if (old.Tag != question.Tag && job.HasEnded)
            {
                jobs.TryRemove(old, out _);
            }
        }

        return jobs[question] = bench.Jobs.Start(
            $"map of {set.Name} by {method}",
            Steps,
            job => rooms.Use(set, room => known.Get(
                question,
                _ => Draw(
                    rooms.View,
                    set,
                    room,
                    question,
                    filter,
                    bench.Options.Threads,
                    progress => job.Reach((int)(Steps * progress.Done)),
                    job.Cancellation))));
    }

    /// <summary>Materials that a filter lets pass and that have a vector.</summary>
    private static ImmutableArray<int> Present(
        CatalogView view, VectorRoom room, Filter? filter) =>
        [.. view.Selections.Of(filter).Where(material => room.RowOf[material] >= 0)];

    private MapPoints Draw(
        CatalogView view,
        NamedSet set,
        VectorRoom room,
        MapQuestion question,
        Filter? filter,
        int threads,
        Action<MapProgress>? progress,
        CancellationToken cancellation)
    {
        ImmutableArray<int> materials = Present(view, room, filter);
        if (materials.Length < PlanarMap.FewestVectors)
        {
            throw RequestException.NoResult(
                $"a map needs {PlanarMap.FewestVectors} materials with fingerprints {set.Name}; "
                + $"there are {materials.Length}");
        }

        var map = PlanarMap.Of(
            VectorsOf(room, set, materials.AsSpan()),
            new PlanarMapOptions
            {
                Method = Methods.First(item => item.Name == question.Method).Method,
            },
            threads: threads,
            progress: progress,
            cancellation: cancellation);
        float[] xy = new float[2 * materials.Length];
        for (int i = 0; i < materials.Length; i++)
        {
            xy[2 * i] = (float)map.Points[i, 0];
            xy[2 * i + 1] = (float)map.Points[i, 1];
        }

        return new MapPoints(
            materials, xy, question.Method == Pca ? map.VarianceRatios : []);
    }

    /// <summary>The vectors of materials, a row each.</summary>
    private static Matrix<float> VectorsOf(
        VectorRoom room, NamedSet set, ReadOnlySpan<int> materials)
    {
        var matrix = new Matrix<float>(materials.Length, VectorCodec.NumbersOf(set.Set));
        for (int i = 0; i < materials.Length; i++)
        {
            double[] numbers = VectorCodec.Decode(
                set.Set, room.Rows.Row(room.RowOf[materials[i]]));
            for (int j = 0; j < numbers.Length; j++)
            {
                matrix[i, j] = (float)numbers[j];
            }
        }

        return matrix;
    }
}
