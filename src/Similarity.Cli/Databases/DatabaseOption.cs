using System.CommandLine;
using Similarity.Catalog;
using Similarity.Cli.CommandLine;

namespace Similarity.Cli.Databases;

/// <summary>--db: which catalog, and how its troubles are told.</summary>
internal static class DatabaseOption
{
    public static Option<string> Create() => new("--db")
    {
        Description = "The database: FILE.db or .sqlite (SQLite), FILE.litedb (LiteDB), "
            + "postgres://user@host/database (PostgreSQL).",
        HelpName = "DB",
        Required = true,
    };

    /// <exception cref="VerbException">It cannot be opened as asked.</exception>
    public static ICatalogStore Open(string location, CatalogAccess access)
    {
        try
        {
            return Guard(() => CatalogStores.Open(location, access, BuiltInAdapters.Engines));
        }
        catch (CatalogLocationException e)
        {
            throw e.IsKnown ? VerbException.Absent(e.Message) : VerbException.Usage(e.Message);
        }
    }

    /// <summary>What a store throws while it works, as a verb says it.</summary>
    public static T Guard<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (CatalogException e)
        {
            throw e.Fault switch
            {
                CatalogFault.Absent => VerbException.Absent(e.Message),
                CatalogFault.Invalid => VerbException.Invalid(e.Message),
                _ => new OutputException(e.Message, e),
            };
        }
    }
}
