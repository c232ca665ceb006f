using System.Collections.Immutable;
using Similarity.Learning.Decomposition;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Learning.Embeddings;

/// <param name="Stage">What is being done, in words.</param>
/// <param name="Done">The part of the whole that is done, by cost; 0 to 1.</param>
public readonly record struct MapProgress(string Stage, double Done);

/// <summary>How a map is made of vectors.</summary>
public sealed record PlanarMapOptions
{
    public EmbeddingMethod Method { get; init; } = EmbeddingMethod.Umap;

    public UmapOptions Umap { get; init; } = new();

    public TsneOptions Tsne { get; init; } = new();

    /// <summary>
    /// More vectors than these are compared by their <see cref="Components"/> first principal
    /// components, not in full.
    /// </summary>
    public int MostComparedInFull { get; init; } = 10_000;

    /// <summary>How many numbers are left of each vector where there are many.</summary>
    public int Components { get; init; } = 50;
}

/// <summary>
/// Points of the plane for vectors, one row each. Euclidean distances of the vectors are meant;
/// divide each by its length beforehand where their angles matter.
/// </summary>
/// <param name="Points">n × 2.</param>
/// <param name="VarianceRatios">
/// The parts of the variance along the two principal components, which the map shows or began from.
/// </param>
public sealed record PlanarMap(Matrix<double> Points, ImmutableArray<double> VarianceRatios)
{
    /// <summary>The fewest vectors that UMAP and t-SNE draw.</summary>
    public const int FewestVectors = 5;

    /// <param name="neighbours">
    /// Of the vectors, where known: as many as <see cref="NeighboursOf"/> says, or more.
    /// </param>
    public static PlanarMap Of(
        Matrix<float> vectors,
        PlanarMapOptions options,
        NeighbourLists? neighbours = null,
        int threads = 1,
        Action<MapProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        bool isLinear = options.Method == EmbeddingMethod.PrincipalComponents;
        int fewest = isLinear ? 2 : FewestVectors;
        ArgumentOutOfRangeException.ThrowIfLessThan(vectors.Rows, fewest, nameof(vectors));
        bool isReduced = !isLinear && neighbours is null
            && vectors.Rows > options.MostComparedInFull
            && vectors.Columns > options.Components;
        progress?.Invoke(new MapProgress("principal components", 0));
        PrincipalComponents components = LeadingComponents.Of(
            vectors, isReduced ? options.Components : 2, threads: threads, cancellation);
        Matrix<double> scores = LeadingComponents.Scores(components, vectors, threads);
        Matrix<double> plane = Plane(scores);
        ImmutableArray<double> ratios =
        [
            .. Enumerable.Range(0, Math.Min(2, components.Count)).Select(components.VarianceRatio),
        ];
        if (isLinear)
        {
            return new PlanarMap(plane, ratios);
        }

        int count = NeighboursOf(options, vectors.Rows);
        neighbours ??= ExactNeighbours.Of(
            isReduced ? scores : LeadingComponents.InDouble(vectors),
            count,
            threads,
            done => progress?.Invoke(
                new MapProgress("neighbours", 0.05 + 0.45 * done / vectors.Rows)),
            cancellation);
        return new PlanarMap(
            OfNeighbours(neighbours.Nearest(count), plane, options, threads, progress, cancellation),
            ratios);
    }

    /// <summary>How many neighbours of each of n vectors the method asks for.</summary>
    public static int NeighboursOf(PlanarMapOptions options, int count) => Math.Min(
        count - 1,
        options.Method == EmbeddingMethod.Tsne
            ? (int)Math.Ceiling(3 * options.Tsne.Perplexity)
            : options.Umap.Neighbours);

    private static Matrix<double> OfNeighbours(
        NeighbourLists neighbours,
        Matrix<double> start,
        PlanarMapOptions options,
        int threads,
        Action<MapProgress>? progress,
        CancellationToken cancellation)
    {
        if (options.Method == EmbeddingMethod.Umap)
        {
            return Embeddings.Umap.Embed(
                neighbours, start, options.Umap, threads, Report("layout"), cancellation);
        }

        // Of few vectors no more than a third can be near.
        double perplexity = Math.Min(
            options.Tsne.Perplexity, Math.Max(1.2, (neighbours.Count - 1) / 3.0));
        TsneOptions tsne = options.Tsne with { Perplexity = perplexity };
        return Embeddings.Tsne.Embed(
            neighbours, start, tsne, threads, Report("layout"), cancellation);

        Action<int, int> Report(string stage) => (done, all) =>
            progress?.Invoke(new MapProgress(stage, 0.5 + 0.5 * done / all));
    }

    private static Matrix<double> Plane(Matrix<double> scores)
    {
        var plane = new Matrix<double>(scores.Rows, 2);
        for (int i = 0; i < scores.Rows; i++)
        {
            for (int c = 0; c < Math.Min(2, scores.Columns); c++)
            {
                plane[i, c] = scores[i, c];
            }
        }

        return plane;
    }
}
