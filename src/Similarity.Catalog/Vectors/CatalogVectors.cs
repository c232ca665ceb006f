using System.Collections.Immutable;
using Similarity.Search;

namespace Similarity.Catalog.Vectors;

/// <summary>
/// The vectors of a set as rows for search, in the order of their keys. They lie in segments that
/// are derived from the store: what was added since is appended, what was removed or replaced is
/// not live, and what is damaged or of another catalog is made anew.
/// </summary>
public sealed class CatalogVectors : IDisposable
{
    /// <summary>Of a segment in memory: 1 GiB.</summary>
    private const int LanesPerSegment = 1 << 28;

    private CatalogVectors(FingerprintSet set, VectorCollection rows, RowMask live)
    {
        Set = set;
        Rows = rows;
        Live = live;
    }

    public FingerprintSet Set { get; }

    public VectorCollection Rows { get; }

    /// <summary>The rows that are vectors of the catalog still.</summary>
    public RowMask Live { get; }

    /// <param name="folder">
    /// Where segments are kept; null, or one that cannot be written, keeps them in memory.
    /// </param>
    /// <exception cref="CatalogException"/>
    /// <exception cref="OperationCanceledException"/>
    public static CatalogVectors Open(
        ICatalogStore store,
        FingerprintSet set,
        string? folder,
        CancellationToken cancellation = default)
    {
        long[] keys = [.. store.Keys(set)];
        ImmutableArray<VectorSegment> segments = folder is null
            ? InMemory(store, set)
            : SegmentFolder.Refresh(store, set, keys, folder, cancellation)
                ?? InMemory(store, set);
        var rows = new VectorCollection(set.Space, segments);
        return new CatalogVectors(set, rows, MaskOf(rows, keys));
    }

    /// <summary>The live rows of some keys.</summary>
    /// <param name="keys">Ascending.</param>
    public RowMask MaskOf(IEnumerable<long> keys) => MaskOf(Rows, keys);

    /// <summary>The row with a key; null without one.</summary>
    public int? RowOf(long key)
    {
        for (int i = 0; i < Rows.Segments.Length; i++)
        {
            int row = Rows.Segments[i].Keys.BinarySearch(key);
            if (row >= 0)
            {
                return Rows.FirstRow(i) + row;
            }
        }

        return null;
    }

    public void Dispose() => Rows.Dispose();

    /// <summary>
    /// The vectors with keys above one, from a catalog whose order is not believed.
    /// </summary>
    internal static IEnumerable<StoredVector> InOrder(
        ICatalogStore store, FingerprintSet set, long afterKey = 0)
    {
        long last = afterKey;
        foreach (StoredVector vector in store.Vectors(set, afterKey))
        {
            if (vector.Key <= last)
            {
                throw new CatalogException(
                    CatalogFault.Invalid,
                    store.Location,
                    $"vector of {vector.MaterialId}: key {vector.Key} comes after {last}");
            }

            last = vector.Key;
            yield return vector;
        }
    }

    /// <summary>Both sequences ascend, so that one pass finds the common ones.</summary>
    private static RowMask MaskOf(VectorCollection rows, IEnumerable<long> keys)
    {
        var mask = new RowMask(rows.Count);
        int segment = 0, row = 0;
        foreach (long key in keys)
        {
            while (segment < rows.Segments.Length)
            {
                ReadOnlySpan<long> known = rows.Segments[segment].Keys;
                while (row < known.Length && known[row] < key)
                {
                    row++;
                }

                if (row < known.Length)
                {
                    break;
                }

                segment++;
                row = 0;
            }

            if (segment < rows.Segments.Length && rows.Segments[segment].Keys[row] == key)
            {
                mask[rows.FirstRow(segment) + row] = true;
            }
        }

        return mask;
    }

    /// <summary>In pieces, as no array holds the vectors of some millions of materials.</summary>
    private static ImmutableArray<VectorSegment> InMemory(ICatalogStore store, FingerprintSet set)
    {
        var segments = ImmutableArray.CreateBuilder<VectorSegment>();
        foreach (StoredVector[] vectors in
            InOrder(store, set).Chunk(Math.Max(1, LanesPerSegment / set.Lanes)))
        {
            float[] lanes = new float[vectors.Length * set.Lanes];
            for (int i = 0; i < vectors.Length; i++)
            {
                vectors[i].Lanes.CopyTo(lanes.AsSpan(i * set.Lanes));
            }

            segments.Add(VectorSegment.Of(
                set.Space,
                [.. vectors.Select(vector => vector.MaterialId)],
                Array.ConvertAll(vectors, vector => vector.Key),
                lanes));
        }

        return segments.ToImmutable();
    }
}
