using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Similarity.Search;
using Similarity.Search.Segments;

namespace Similarity.Catalog.Vectors;

/// <summary>
/// The folder with the segments of one set. Their names are the keys they begin with; everything in
/// it can be deleted at any time.
/// </summary>
public static class SegmentFolder
{
    private const string Extension = ".vectors";

    /// <summary>More pieces cost a search more than writing them anew once.</summary>
    private const int MostSegments = 16;

    /// <summary>A share of dead rows beyond which they are left out.</summary>
    private const double MostDead = 0.25;

    /// <summary>The folder of a set in the folder of a catalog.</summary>
    public static string Of(string folder, FingerprintSet set) => Path.Combine(
        folder,
        $"{set.Kind}-"
        + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(set.Identity)))[..16]);

    /// <summary>Removes all that was derived from a catalog.</summary>
    public static void Delete(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>
    /// Segments that hold the vectors of all keys; null where the folder cannot be written, and of
    /// a catalog that does not tell its writes apart.
    /// </summary>
    /// <param name="keys">Those of the set, ascending.</param>
    internal static ImmutableArray<VectorSegment>? Refresh(
        ICatalogStore store,
        FingerprintSet set,
        long[] keys,
        string folder,
        CancellationToken cancellation)
    {
        string own = Of(folder, set);
        try
        {
            Directory.CreateDirectory(own);
            using FileStream turn = WaitForTurn(Path.Combine(own, "lock"), cancellation);
            if (store.LastMark() is not { } mark
                || (keys.Length > 0 && keys[^1] > mark.LastKey))
            {
                Forget([], own);
                return null;
            }

            ImmutableArray<VectorSegment> segments = Open(own, store, set);
            if (!Covers(segments, keys))
            {
                Discard(segments, own);
                segments = [];
            }

            long last = segments.IsEmpty ? 0 : segments[^1].Keys[^1];
            if (keys.Length > 0 && keys[^1] > last)
            {
                try
                {
                    return segments.Add(Write(store, set, last, own, mark, cancellation));
                }
                catch
                {
                    Close(segments);
                    throw;
                }
            }

            return segments;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>One process at a time changes the folder; others wait for it.</summary>
    private static FileStream WaitForTurn(string file, CancellationToken cancellation)
    {
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(
                    file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException e) when (WriterLock.IsHeld(e))
            {
                cancellation.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(50));
            }
        }
    }

    /// <summary>
    /// The segments there, in the order of their keys; none where one is of no use.
    /// </summary>
    private static ImmutableArray<VectorSegment> Open(
        string own, ICatalogStore store, FingerprintSet set)
    {
        var segments = ImmutableArray.CreateBuilder<VectorSegment>();
        long last = 0;
        foreach (string file in Directory
            .GetFiles(own, "*" + Extension).Order(StringComparer.Ordinal))
        {
            VectorSegment? segment = TryOpen(file, store, set);
            if (segment is null || segment.Count == 0 || segment.Keys[0] <= last)
            {
                segment?.Dispose();
                Forget(segments.ToImmutable(), own);
                return [];
            }

            segments.Add(segment);
            last = segment.Keys[^1];
        }

        return segments.ToImmutable();
    }

    /// <summary>
    /// Null for a segment that is damaged, or made of another catalog, also of this one before it
    /// was put back from a copy: such a catalog gives keys again that it had given since.
    /// </summary>
    private static VectorSegment? TryOpen(string file, ICatalogStore store, FingerprintSet set)
    {
        try
        {
            var segment = VectorSegment.Open(file, verify: true);
            if (SegmentTag.TryParse(segment.Tag) is { } tag
                && tag.CatalogId == store.CatalogId
                && tag.Identity == set.Identity
                && segment.Space.Encoding == set.Encoding
                && segment.Space.Lanes == set.Lanes
                && store.Knows(tag.Mark))
            {
                return segment;
            }

            segment.Dispose();
            return null;
        }
        catch (InvalidSegmentException)
        {
            // The store has it all; the segment is made anew from there.
            return null;
        }
    }

    /// <summary>
    /// Whether segments hold every key up to their last one, in few enough pieces and with few
    /// enough rows besides.
    /// </summary>
    private static bool Covers(ImmutableArray<VectorSegment> segments, long[] keys)
    {
        if (segments.Length >= MostSegments)
        {
            return false;
        }

        int next = 0;
        long rows = 0;
        foreach (VectorSegment segment in segments)
        {
            rows += segment.Count;
            foreach (long key in segment.Keys)
            {
                if (next < keys.Length && keys[next] == key)
                {
                    next++;
                }
                else if (next < keys.Length && keys[next] < key)
                {
                    return false;
                }
            }
        }

        return rows - next <= MostDead * rows;
    }

    private static void Close(ImmutableArray<VectorSegment> segments)
    {
        foreach (VectorSegment segment in segments)
        {
            segment.Dispose();
        }
    }

    /// <summary>Segments that are not to be believed, and graphs of what they held.</summary>
    private static void Forget(ImmutableArray<VectorSegment> segments, string own)
    {
        foreach (string file in Directory.GetFiles(own, "*" + CatalogGraph.Extension))
        {
            File.Delete(file);
        }

        Discard(segments, own);
    }

    private static void Discard(ImmutableArray<VectorSegment> segments, string own)
    {
        Close(segments);
        foreach (string file in Directory.GetFiles(own, "*" + Extension))
        {
            File.Delete(file);
        }
    }

    private static VectorSegment Write(
        ICatalogStore store,
        FingerprintSet set,
        long afterKey,
        string own,
        CatalogMark mark,
        CancellationToken cancellation)
    {
        string file = Path.Combine(
            own, afterKey.ToString("D19", CultureInfo.InvariantCulture) + Extension);
        var tag = new SegmentTag(store.CatalogId, mark, set.Identity);
        using (var writer = VectorSegmentWriter.Create(file, set.Space, tag.ToString()))
        {
            // What was written since the mark is left to the next time.
            foreach (StoredVector vector in CatalogVectors.InOrder(store, set, afterKey)
                .TakeWhile(vector => vector.Key <= mark.LastKey))
            {
                cancellation.ThrowIfCancellationRequested();
                writer.Add(vector.MaterialId, vector.Key, vector.Lanes);
            }

            writer.Complete();
        }

        return VectorSegment.Open(file, verify: false);
    }
}
