using System.CommandLine;
using System.Globalization;
using Similarity.Catalog;
using Similarity.Catalog.Operations;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Databases;

namespace Similarity.Cli.Verbs.Db;

/// <summary>Writes a database as files that any program reads.</summary>
internal static class DbExportVerb
{
    public static Command Create()
    {
        Option<string> database = DatabaseOption.Create();
        var folder = new Option<string>("--out")
        {
            Description = "Folder for the files; made if missing, an earlier export is replaced.",
            HelpName = "DIR",
            Required = true,
        };
        var verb = new VerbCommand(
            "export",
            "Write all of a database as JSON lines and numpy matrices: the same bytes for the "
                + "same content.",
            "similarity db export --db polymorphs.db --out polymorphs")
        {
            database, folder,
        };
        verb.BindHeedful((result, console, cancellation) => Run(
            result.GetRequiredValue(database),
            result.GetRequiredValue(folder),
            console,
            cancellation));
        return verb;
    }

    public static int Run(
        string database, string folder, VerbConsole console, CancellationToken cancellation)
    {
        using ICatalogStore store = DatabaseOption.Open(database, CatalogAccess.Read);
        CatalogCounts counts;
        try
        {
            counts = DatabaseOption.Guard(() =>
                CatalogExport.Write(store, folder, cancellation));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new OutputException($"--out: {folder} cannot be written: {e.Message}", e);
        }

        console.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"{folder}: {counts.Materials} materials, {counts.Vectors} fingerprints, "
            + $"{counts.Bytes / 1e6:0.0} MB"));
        console.Print(new DbExportDocument(
            store.Location,
            Path.GetFullPath(folder),
            counts.Materials,
            counts.Documents,
            counts.Vectors,
            counts.Failures,
            counts.Bytes));
        return ExitCode.Done;
    }

    private sealed record DbExportDocument(
        string Database,
        string Folder,
        long Materials,
        long Documents,
        long Vectors,
        long Failures,
        long Bytes)
        : Document("similarity.db_export/1");
}
