using Similarity.Catalog.Postgres;
using Similarity.Catalog.Sqlite;

namespace Similarity.Catalog;

/// <summary>What a catalog is opened for.</summary>
public enum CatalogAccess
{
    /// <summary>It must exist.</summary>
    Read,

    /// <summary>It must exist; no other process may write to it meanwhile.</summary>
    Write,

    /// <summary>As <see cref="Write"/>, and made where there is none.</summary>
    Create,
}

/// <summary>A kind of store, and the locations that it opens.</summary>
/// <param name="Name">"sqlite", "litedb", "postgres".</param>
/// <param name="Recognises">Whether a location is for this engine.</param>
/// <param name="Open">
/// Throws a <see cref="CatalogException"/> for what it cannot open as asked.
/// </param>
public sealed record CatalogEngine(
    string Name,
    Func<string, bool> Recognises,
    Func<string, CatalogAccess, ICatalogStore> Open);

/// <summary>Opens a catalog by what its location says of its engine.</summary>
public static class CatalogStores
{
    public static CatalogEngine Sqlite { get; } = new(
        "sqlite",
        location => HasExtension(location, ".db", ".sqlite"),
        SqliteCatalogStore.Open);

    public static CatalogEngine Postgres { get; } = new(
        "postgres", PostgresAddress.Recognises, PostgresCatalogStore.Open);

    /// <summary>The engines that need no optional package.</summary>
    public static IReadOnlyList<CatalogEngine> BuiltIn { get; } = [Sqlite, Postgres];

    /// <param name="engines">Those of this program, in the order in which they are asked.</param>
    /// <exception cref="CatalogLocationException">
    /// The location says no engine, or one that is not among these.
    /// </exception>
    /// <exception cref="CatalogException"/>
    public static ICatalogStore Open(
        string location, CatalogAccess access, IReadOnlyList<CatalogEngine> engines)
    {
        CatalogEngine? engine = engines.FirstOrDefault(engine => engine.Recognises(location));
        if (engine is not null)
        {
            return engine.Open(location, access);
        }

        // Secrets of an address stay out of messages.
        string name = location.Contains("://", StringComparison.Ordinal)
            ? location[..(location.IndexOf("://", StringComparison.Ordinal) + 3)] + "…"
            : location;
        throw HasExtension(location, ".litedb")
            ? new CatalogLocationException(
                $"{name}: the package LiteDB is not built into this program; "
                + "see src/docs/optional-packages.md", isKnown: true)
            : new CatalogLocationException(
                $"{name}: no kind of database; expected a file that ends in .db, .sqlite or "
                + ".litedb, or an address postgres://…", isKnown: false);
    }

    /// <summary>Whether a location is a file with one of these endings.</summary>
    public static bool HasExtension(string location, params ReadOnlySpan<string> extensions)
    {
        if (!location.Contains("://", StringComparison.Ordinal))
        {
            foreach (string extension in extensions)
            {
                if (location.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
