using System.Runtime.InteropServices;
using Similarity.Catalog;
using Similarity.Catalog.Filters;
using Similarity.Cli.CommandLine;
using Similarity.Learning.Embeddings;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Search;

namespace Similarity.Cli.Maps;

/// <summary>A material on a map.</summary>
/// <param name="X">In no unit: what is near matters, not where.</param>
internal sealed record MappedMaterial(
    string Id, string? Formula, int? SpaceGroup, double? GapEv, double X, double Y);

/// <summary>The materials of a set of fingerprints as points of the plane.</summary>
/// <param name="Trustworthiness">
/// Of the <paramref name="Neighbours"/> nearest; null of too few materials.
/// </param>
internal sealed record CatalogMap(
    IReadOnlyList<MappedMaterial> Materials,
    IReadOnlyList<double> VarianceRatios,
    double? Trustworthiness,
    int Neighbours)
{
    private const int UsualNeighbours = 15;

    /// <summary>Items whose neighbours are ranked; of more, as many are drawn.</summary>
    private const int MostRanked = 1000;

    /// <exception cref="VerbException">Too few materials have a vector.</exception>
    public static CatalogMap Of(
        ICatalogStore store,
        FingerprintSet set,
        Filter? filter,
        bool byAngle,
        PlanarMapOptions options,
        int threads,
        Action<MapProgress>? progress,
        CancellationToken cancellation)
    {
        (Material[] materials, Matrix<float> vectors) = Read(store, set, filter, byAngle);
        int fewest = options.Method == EmbeddingMethod.PrincipalComponents
            ? 2
            : PlanarMap.FewestVectors;
        if (materials.Length < fewest)
        {
            throw VerbException.NoResult(
                $"{store.Location}: {materials.Length} materials with a fingerprint {set.Kind}; "
                + $"a map needs {fewest}");
        }

        PlanarMap map = PlanarMap.Of(
            vectors, options, threads: threads, progress: progress, cancellation: cancellation);
        int neighbours = Math.Min(UsualNeighbours, (materials.Length - 1) / 2);
        double? trust = neighbours < 1
            ? null
            : Learning.Validation.Trustworthiness.Of(
                vectors, map.Points, neighbours, MostRanked, 1, threads, cancellation);
        return new CatalogMap(
            [
                .. materials.Select((material, i) => new MappedMaterial(
                    material.Id,
                    material.Formula,
                    material.SpaceGroup,
                    material.GapEv,
                    map.Points[i, 0],
                    map.Points[i, 1])),
            ],
            map.VarianceRatios,
            trust,
            neighbours);
    }

    /// <summary>By id, so that a map does not depend on the order of a build.</summary>
    private static (Material[] Materials, Matrix<float> Vectors) Read(
        ICatalogStore store, FingerprintSet set, Filter? filter, bool byAngle)
    {
        HashSet<long>? keys = filter is null ? null : [.. store.Keys(set, filter)];
        StoredVector[] stored =
        [
            .. store.Vectors(set).Where(vector => keys?.Contains(vector.Key) ?? true)
                .OrderBy(vector => vector.MaterialId, StringComparer.Ordinal),
        ];
        float[][] rows = [.. stored.Select(vector => Numbers(vector.Lanes, set.Encoding))];
        int columns = rows.Length == 0 ? 0 : rows[0].Length;
        var vectors = new Matrix<float>(rows.Length, columns);
        for (int i = 0; i < rows.Length; i++)
        {
            if (byAngle)
            {
                ToUnitLength(rows[i]);
            }

            rows[i].CopyTo(vectors.Row(i));
        }

        return (
            [
                .. stored.Select(vector => store.Find(vector.MaterialId)
                    ?? throw VerbException.Invalid(
                        $"{store.Location}: a fingerprint of '{vector.MaterialId}', which is no "
                        + "material of it")),
            ],
            vectors);
    }

    /// <summary>Bits as numbers 0 and 1; the two lanes in front of them are no bits.</summary>
    private static float[] Numbers(float[] lanes, VectorEncoding encoding)
    {
        if (encoding != VectorEncoding.Bits)
        {
            return (float[])lanes.Clone();
        }

        ReadOnlySpan<uint> words = MemoryMarshal.Cast<float, uint>(lanes.AsSpan(2));
        float[] bits = new float[32 * words.Length];
        for (int b = 0; b < bits.Length; b++)
        {
            bits[b] = words[b / 32] >> (b % 32) & 1;
        }

        return bits;
    }

    private static void ToUnitLength(float[] vector)
    {
        double square = 0;
        foreach (float value in vector)
        {
            square += (double)value * value;
        }

        float scale = square > 0 ? (float)(1 / Math.Sqrt(square)) : 0;
        foreach (ref float value in vector.AsSpan())
        {
            value *= scale;
        }
    }
}
