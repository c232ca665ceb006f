using System.CommandLine;
using System.Globalization;
using Similarity.Catalog;
using Similarity.Catalog.Filters;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Databases;

namespace Similarity.Cli.Verbs.Db;

/// <summary>Removes materials from a database.</summary>
internal static class DbDeleteVerb
{
    public static Command Create()
    {
        Option<string> database = DatabaseOption.Create();
        var ids = new Option<string[]>("--id")
        {
            Description = "A material; may be repeated.",
            HelpName = "ID",
            AllowMultipleArgumentsPerToken = false,
        };
        Option<string?> where = WhereOption.Create();
        var verb = new VerbCommand(
            "delete",
            "Remove materials with their documents and fingerprints, by id or by a filter.",
            "similarity db delete --db polymorphs.db --where \"nsites >= 100\"")
        {
            database, ids, where,
        };
        verb.BindHeedful((result, console, _) => Run(
            result.GetRequiredValue(database),
            result.GetValue(ids) ?? [],
            result.GetValue(where),
            console));
        return verb;
    }

    public static int Run(
        string database, IReadOnlyList<string> ids, string? where, VerbConsole console)
    {
        if (ids.Count == 0 == where is null)
        {
            throw VerbException.Usage("db delete expects --id or --where, one of the two");
        }

        Filter? filter = WhereOption.Parse(where);
        using ICatalogStore store = DatabaseOption.Open(database, CatalogAccess.Write);
        return DatabaseOption.Guard(() =>
        {
            WhereOption.Warn(where, store, console);
            string[] meant = filter is null
                ? [.. ids.Distinct()]
                : [.. store.Materials(filter).Select(material => material.Id)];
            string[] absent = filter is null
                ? [.. meant.Where(id => store.Find(id) is null)]
                : [];
            if (absent.Length > 0)
            {
                // Nothing is removed: one of the ids is not what the user takes it for.
                throw VerbException.Absent(
                    $"{store.Location}: has no material '{string.Join("', '", absent)}'");
            }

            store.Delete(meant);
            console.Show(string.Create(
                CultureInfo.InvariantCulture, $"{store.Location}: {meant.Length} removed"));
            console.Print(new DbDeleteDocument(store.Location, meant));
            return ExitCode.Done;
        });
    }

    private sealed record DbDeleteDocument(string Database, string[] Removed)
        : Document("similarity.db_delete/1");
}
