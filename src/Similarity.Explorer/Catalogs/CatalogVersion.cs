using System.Security.Cryptography;
using System.Text;
using Similarity.Catalog;
using Similarity.Fingerprints;

namespace Similarity.Explorer.Catalogs;

/// <summary>
/// What a catalog was like when it was read: its last write, its counts and, where it is a file,
/// when and how long that was. Two that differ may hold the same, two that agree do.
/// </summary>
internal sealed record CatalogVersion(
    string CatalogId, CatalogMark? Mark, CatalogCounts Counts, FileStamp Stamp)
{
    public static CatalogVersion Of(ICatalogStore store, FileStamp stamp) =>
        new(store.CatalogId, store.LastMark(), store.Count(), stamp);

    /// <summary>For caches of browsers.</summary>
    public string Tag
    {
        get
        {
            byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(
                $"{Fingerprint.CurrentProgramVersion} {CatalogId} {Mark} {Counts} {Stamp}"));
            return $"W/\"{Convert.ToHexStringLower(hash)[..24]}\"";
        }
    }
}

/// <summary>
/// Of a catalog's file and of the journal beside it; all zero for one on a server.
/// </summary>
internal readonly record struct FileStamp(long Ticks, long Length, long LogTicks, long LogLength)
{
    public static FileStamp Of(string location)
    {
        var file = new FileInfo(location);
        var log = new FileInfo(location + "-wal");
        return new FileStamp(
            file.Exists ? file.LastWriteTimeUtc.Ticks : 0,
            file.Exists ? file.Length : 0,
            log.Exists && log.Length > 0 ? log.LastWriteTimeUtc.Ticks : 0,
            log.Exists ? log.Length : 0);
    }
}
