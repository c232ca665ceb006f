using System.CommandLine;
using System.Globalization;
using Similarity.Catalog;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Databases;

namespace Similarity.Cli.Verbs.Db;

/// <summary>Reads all of a database and checks every hash in it.</summary>
internal static class DbVerifyVerb
{
    /// <summary>Of more problems only the document lists all.</summary>
    private const int MostShown = 50;

    public static Command Create()
    {
        Option<string> database = DatabaseOption.Create();
        var verb = new VerbCommand(
            "verify",
            "Check the hash of every vector and document, and that all belongs together; exit "
                + "code 3 where something is wrong.",
            "similarity db verify --db polymorphs.db")
        {
            database,
        };
        verb.Bind((result, console, cancellation) =>
            Run(result.GetRequiredValue(database), console, cancellation));
        return verb;
    }

    public static int Run(string database, VerbConsole console, CancellationToken cancellation)
    {
        using ICatalogStore store = DatabaseOption.Open(database, CatalogAccess.Read);
        return DatabaseOption.Guard(() =>
        {
            CatalogProblem[] problems = [.. store.Verify(cancellation)];
            foreach (CatalogProblem problem in problems.Take(MostShown))
            {
                console.Error(problem.Id is null
                    ? $"{store.Location}: {problem.Message}"
                    : $"{store.Location}: {problem.Id}: {problem.Message}");
            }

            CatalogCounts counts = store.Count();
            console.Show(string.Create(
                CultureInfo.InvariantCulture,
                $"{store.Location}: {problems.Length} problems in {counts.Materials} materials, "
                + $"{counts.Documents} documents and {counts.Vectors} vectors"));
            console.Print(new DbVerifyDocument(
                store.Location, counts.Materials, counts.Documents, counts.Vectors, problems));
            return problems.Length == 0 ? ExitCode.Done : ExitCode.InvalidInput;
        });
    }

    private sealed record DbVerifyDocument(
        string Database, long Materials, long Documents, long Vectors, CatalogProblem[] Problems)
        : Document("similarity.db_verify/1");
}
