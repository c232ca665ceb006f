using System.CommandLine;
using System.Globalization;
using Similarity.Catalog;
using Similarity.Catalog.Operations;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Databases;

namespace Similarity.Cli.Verbs.Db;

/// <summary>Copies databases into another, of any engine.</summary>
internal static class DbCopyVerb
{
    public static Command Create()
    {
        var sources = new Option<string[]>("--db")
        {
            Description = "The database to copy; several are merged, the last one wins.",
            HelpName = "DB",
            Required = true,
            AllowMultipleArgumentsPerToken = false,
        };
        var target = new Option<string>("--to")
        {
            Description = "The database to copy to, of any engine; made if missing, and what "
                + "else it has stays.",
            HelpName = "DB",
            Required = true,
        };
        var verb = new VerbCommand(
            "copy",
            "Copy a database into another, of any engine; one that was stopped goes on.",
            "similarity db copy --db polymorphs.db --to postgres://me@host/materials")
        {
            sources, target,
        };
        verb.BindHeedful((result, console, cancellation) => Run(
            result.GetRequiredValue(sources),
            result.GetRequiredValue(target),
            console,
            cancellation));
        return verb;
    }

    public static int Run(
        IReadOnlyList<string> sources,
        string target,
        VerbConsole console,
        CancellationToken cancellation)
    {
        var copies = new List<CopyRow>();

        // All are opened before the target is made: a mistyped name leaves nothing behind.
        foreach (string source in sources)
        {
            DatabaseOption.Open(source, CatalogAccess.Read).Dispose();
        }

        using ICatalogStore to = DatabaseOption.Open(target, CatalogAccess.Create);
        foreach (string source in sources)
        {
            using ICatalogStore from = DatabaseOption.Open(source, CatalogAccess.Read);
            CopyCounts counts = DatabaseOption.Guard(() =>
                Copy(from, to, console, cancellation));
            copies.Add(new CopyRow(from.Location, counts.Written, counts.Same));
            console.Show(string.Create(
                CultureInfo.InvariantCulture,
                $"{from.Location} → {to.Location}: {counts.Written} written, {counts.Same} "
                + $"there already"));
        }

        console.Print(new DbCopyDocument(to.Location, copies));
        return ExitCode.Done;
    }

    private static CopyCounts Copy(
        ICatalogStore from, ICatalogStore to, VerbConsole console, CancellationToken cancellation)
    {
        CopyCounts? counts = null;
        long done = 0;
        int expected = (int)Math.Min(int.MaxValue, from.Count().Materials);
        WorkProgress.Run(console, "materials", expected, 0, finished =>
            counts = CatalogCopy.Copy(
                from,
                to,
                progress: now =>
                {
                    for (; done < now; done++)
                    {
                        finished();
                    }
                },
                cancellation: cancellation));
        return counts!;
    }

    private sealed record CopyRow(string Database, long Written, long Same);

    private sealed record DbCopyDocument(string To, IReadOnlyList<CopyRow> Copies)
        : Document("similarity.db_copy/1");
}
