using System.Security.Cryptography;
using System.Text;

namespace Similarity.Catalog.Vectors;

/// <summary>
/// Where what is derived from a database lies, vectors for search and graphs: beside its file, or
/// in the user's cache for one on a server.
/// </summary>
public static class DerivedFolder
{
    /// <summary>Null for a database on a server where the user has no cache.</summary>
    public static string? Of(ICatalogStore store)
    {
        if (!store.Location.Contains("://", StringComparison.Ordinal))
        {
            return store.Location + ".vectors";
        }

        string cache = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData,
            Environment.SpecialFolderOption.DoNotVerify);
        byte[] name = SHA256.HashData(Encoding.UTF8.GetBytes(store.Location));
        return cache.Length == 0
            ? null
            : Path.Combine(cache, "similarity", Convert.ToHexStringLower(name)[..16]);
    }
}
