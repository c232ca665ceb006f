using Similarity.Catalog.Records;

namespace Similarity.Catalog.Operations;

/// <param name="Written">Materials that the target did not have as the source has them.</param>
/// <param name="Same">Materials that it had already, as an interrupted copy leaves them.</param>
public sealed record CopyCounts(long Written, long Same);

/// <summary>
/// Copies a catalog into another, of any engine. Each batch is written as a whole; a copy that was
/// interrupted goes on where it is repeated. What else the target has stays.
/// </summary>
public static class CatalogCopy
{
    public const int DefaultBatchSize = 500;

    // A batch is memory, and documents may be large.
    private const long MostBatchBytes = 64 << 20;

    /// <param name="progress">Is told the number of materials copied so far.</param>
    /// <param name="kept">
    /// Is told the ids by which the target has another input, which is then kept; null replaces it.
    /// </param>
    public static CopyCounts Copy(
        ICatalogStore source,
        ICatalogStore target,
        int batchSize = DefaultBatchSize,
        Action<long>? progress = null,
        Action<string>? kept = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        bool isEmpty = target.Count().Materials == 0;
        var batch = new List<CatalogEntry>();
        long written = 0, same = 0, bytes = 0;
        foreach (CatalogEntry entry in CatalogEntries.Of(source, cancellation))
        {
            if (!isEmpty && Has(target, entry))
            {
                same++;
                continue;
            }

            if (!isEmpty && kept is not null
                && target.Find(entry.Material.Id) is { } held
                && held.InputHash != entry.Material.InputHash)
            {
                kept(held.Id);
                continue;
            }

            batch.Add(entry);
            bytes += SizeOf(entry);
            if (batch.Count == batchSize || bytes > MostBatchBytes)
            {
                Flush();
            }
        }

        Flush();
        return new CopyCounts(written, same);

        void Flush()
        {
            target.Write(batch);
            written += batch.Count;
            batch.Clear();
            bytes = 0;
            progress?.Invoke(written + same);
        }
    }

    private static long SizeOf(CatalogEntry entry) =>
        entry.Documents.Sum(document => (long)document.Content.Length)
        + entry.Vectors.Sum(pair => (long)pair.Vector.Lanes.Length * sizeof(float));

    /// <summary>Whether writing an entry would change nothing.</summary>
    private static bool Has(ICatalogStore target, CatalogEntry entry)
    {
        FingerprintSet[] sets =
        [
            .. entry.Vectors.Select(pair => pair.Set),
            .. entry.Failures.Select(pair => pair.Set),
        ];
        if (CatalogEntries.Find(target, sets, entry.Material.Id) is not { } held)
        {
            return false;
        }

        return Equal(RecordHash.Of(held.Material), RecordHash.Of(entry.Material))
            && held.Documents.Length == entry.Documents.Length
            && held.Documents.Zip(entry.Documents).All(pair =>
                pair.First.Kind == pair.Second.Kind && Equal(pair.First.Hash, pair.Second.Hash))
            && held.Vectors.Length == entry.Vectors.Length
            && held.Vectors.Zip(entry.Vectors).All(pair => Equal(
                RecordHash.Of(pair.First.Set, pair.First.Vector),
                RecordHash.Of(pair.Second.Set, pair.Second.Vector)))
            && held.Failures.Length == entry.Failures.Length
            && held.Failures.Zip(entry.Failures).All(pair => Equal(
                RecordHash.Of(pair.First.Set, pair.First.Failure),
                RecordHash.Of(pair.Second.Set, pair.Second.Failure)));
    }

    private static bool Equal(byte[] a, byte[] b) => a.AsSpan().SequenceEqual(b);
}
