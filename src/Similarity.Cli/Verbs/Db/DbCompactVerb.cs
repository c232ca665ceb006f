using System.CommandLine;
using System.Globalization;
using Similarity.Catalog;
using Similarity.Catalog.Vectors;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Databases;

namespace Similarity.Cli.Verbs.Db;

/// <summary>Gives space that a database no longer uses back.</summary>
internal static class DbCompactVerb
{
    public static Command Create()
    {
        Option<string> database = DatabaseOption.Create();
        var verb = new VerbCommand(
            "compact",
            "Give space no longer used back, and drop what was derived for searches.",
            "similarity db compact --db polymorphs.db")
        {
            database,
        };
        verb.BindHeedful((result, console, _) =>
            Run(result.GetRequiredValue(database), console));
        return verb;
    }

    public static int Run(string database, VerbConsole console)
    {
        using ICatalogStore store = DatabaseOption.Open(database, CatalogAccess.Write);
        return DatabaseOption.Guard(() =>
        {
            long before = store.Count().Bytes;
            store.Compact();
            DropDerived(store, console);
            long after = store.Count().Bytes;
            console.Show(string.Create(
                CultureInfo.InvariantCulture,
                $"{store.Location}: {before / 1e6:0.0} MB, now {after / 1e6:0.0} MB"));
            console.Print(new DbCompactDocument(store.Location, before, after));
            return ExitCode.Done;
        });
    }

    private static void DropDerived(ICatalogStore store, VerbConsole console)
    {
        string? folder = DerivedFolder.Of(store);
        try
        {
            if (folder is not null)
            {
                SegmentFolder.Delete(folder);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The database itself is compact.
            console.Warn($"{folder} cannot be removed: {e.Message}");
        }
    }

    private sealed record DbCompactDocument(string Database, long BytesBefore, long BytesAfter)
        : Document("similarity.db_compact/1");
}
