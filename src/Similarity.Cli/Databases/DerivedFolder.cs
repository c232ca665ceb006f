using System.Security.Cryptography;
using System.Text;
using Similarity.Catalog;
using Similarity.Cli.CommandLine;

namespace Similarity.Cli.Databases;

/// <summary>
/// Where what is derived from a database lies, vectors for search and graphs: beside its file, or
/// in the user's cache for one on a server.
/// </summary>
internal static class DerivedFolder
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

    /// <exception cref="VerbException">There is none.</exception>
    public static string Required(ICatalogStore store) => Of(store)
        ?? throw VerbException.Absent(
            $"{store.Location}: the user has no folder for what is kept of it; set HOME");
}
