using System.Security.Cryptography;
using System.Text;
using Similarity.Catalog;

namespace Similarity.Cli.Databases;

/// <summary>
/// Where what is derived from a database lies, vectors for search and graphs: beside its file, or
/// in the user's cache for one on a server.
/// </summary>
internal static class DerivedFolder
{
    public static string Of(ICatalogStore store)
    {
        if (!store.Location.Contains("://", StringComparison.Ordinal))
        {
            return store.Location + ".vectors";
        }

        byte[] name = SHA256.HashData(Encoding.UTF8.GetBytes(store.Location));
        return Path.Combine(
            Environment.GetFolderPath(
                Environment.SpecialFolder.LocalApplicationData,
                Environment.SpecialFolderOption.DoNotVerify),
            "similarity",
            Convert.ToHexStringLower(name)[..16]);
    }
}
