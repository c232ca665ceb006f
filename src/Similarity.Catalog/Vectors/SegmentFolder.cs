using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Similarity.Catalog.Records;
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
    /// Segments that hold the vectors of all keys; null where the folder cannot be written.
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
            string tag = $"{store.CatalogId} {set.Identity}";
            ImmutableArray<VectorSegment> segments = Open(own, set, tag);
            if (!Covers(segments, keys) || !Agree(segments, keys, store, set))
            {
                Discard(segments, own);
                segments = [];
            }

            long last = segments.IsEmpty ? 0 : segments[^1].Keys[^1];
            if (keys.Length > 0 && keys[^1] > last)
            {
                try
                {
                    return segments.Add(Write(store, set, last, own, tag, cancellation));
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
    private static ImmutableArray<VectorSegment> Open(string own, FingerprintSet set, string tag)
    {
        var segments = ImmutableArray.CreateBuilder<VectorSegment>();
        long last = 0;
        foreach (string file in Directory
            .GetFiles(own, "*" + Extension).Order(StringComparer.Ordinal))
        {
            VectorSegment? segment = TryOpen(file, set, tag);
            if (segment is null || segment.Count == 0 || segment.Keys[0] <= last)
            {
                segment?.Dispose();
                Discard(segments.ToImmutable(), own);
                return [];
            }

            segments.Add(segment);
            last = segment.Keys[^1];
        }

        return segments.ToImmutable();
    }

    private static VectorSegment? TryOpen(string file, FingerprintSet set, string tag)
    {
        try
        {
            var segment = VectorSegment.Open(file, verify: true);
            if (segment.Tag == tag
                && segment.Space.Encoding == set.Encoding
                && segment.Space.Lanes == set.Lanes)
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

    /// <summary>
    /// Whether the last live row of each segment is still what the store has by its key. A catalog
    /// put back from a copy gives keys again that it had given since, to other vectors.
    /// </summary>
    private static bool Agree(
        ImmutableArray<VectorSegment> segments,
        long[] keys,
        ICatalogStore store,
        FingerprintSet set)
    {
        foreach (VectorSegment segment in segments)
        {
            int last = Array.BinarySearch(keys, segment.Keys[^1]);
            last = last < 0 ? ~last - 1 : last;
            if (last < 0 || keys[last] < segment.Keys[0])
            {
                continue;
            }

            int row = segment.Keys.BinarySearch(keys[last]);
            if (store.Vector(set, segment.Id(row)) is not { } vector
                || vector.Key != keys[last]
                || !LaneBytes.Of(vector.Lanes)
                    .SequenceEqual(MemoryMarshal.AsBytes(segment.Row(row))))
            {
                return false;
            }
        }

        return true;
    }

    private static void Close(ImmutableArray<VectorSegment> segments)
    {
        foreach (VectorSegment segment in segments)
        {
            segment.Dispose();
        }
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
        string tag,
        CancellationToken cancellation)
    {
        string file = Path.Combine(
            own, afterKey.ToString("D19", CultureInfo.InvariantCulture) + Extension);
        using (var writer = VectorSegmentWriter.Create(file, set.Space, tag))
        {
            foreach (StoredVector vector in CatalogVectors.InOrder(store, set, afterKey))
            {
                cancellation.ThrowIfCancellationRequested();
                writer.Add(vector.MaterialId, vector.Key, vector.Lanes);
            }

            writer.Complete();
        }

        return VectorSegment.Open(file, verify: false);
    }
}
