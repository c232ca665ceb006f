using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using Similarity.Catalog;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Databases;
using Similarity.Search;
using Spectre.Console;

namespace Similarity.Cli.Verbs.Db;

/// <summary>What a database holds.</summary>
internal static class DbInfoVerb
{
    public static Command Create()
    {
        Option<string> database = DatabaseOption.Create();
        var verb = new VerbCommand(
            "info", "Say what a database holds.", "similarity db info --db polymorphs.db --json")
        {
            database,
        };
        verb.Bind((result, console, _) => Run(result.GetRequiredValue(database), console));
        return verb;
    }

    public static int Run(string database, VerbConsole console)
    {
        using ICatalogStore store = DatabaseOption.Open(database, CatalogAccess.Read);
        return DatabaseOption.Guard(() =>
        {
            CatalogCounts counts = store.Count();
            SetRow[] sets = [.. store.Sets().Select(set => SetRow.Of(store, set))];
            Show(store, counts, sets, console);
            console.Print(new DbInfoDocument(
                store.Location,
                store.Engine,
                store.CatalogId,
                counts.Materials,
                counts.Documents,
                counts.Vectors,
                counts.Failures,
                counts.Bytes,
                sets));
            return ExitCode.Done;
        });
    }

    private static void Show(
        ICatalogStore store, CatalogCounts counts, SetRow[] sets, VerbConsole console)
    {
        Table table = Tables.Create(
            "fingerprints", "#materials", "#failed", "#numbers", "quantity and energies");
        foreach (SetRow set in sets)
        {
            Tables.Add(
                table,
                set.Kind,
                Tables.Number(set.Vectors),
                Tables.Number(set.Failures),
                Tables.Number(set.Lanes),
                set.GridId);
        }

        if (sets.Length > 0)
        {
            console.Show(table);
        }

        console.Show(string.Create(
            CultureInfo.InvariantCulture,
            $"{store.Location} ({store.Engine}): {counts.Materials} materials, "
            + $"{counts.Vectors} fingerprints, {counts.Documents} documents, "
            + $"{counts.Bytes / 1e6:0.0} MB"));
    }

    /// <param name="Lanes">Numbers of 4 bytes in a vector.</param>
    private sealed record SetRow(
        string Kind,
        ImmutableSortedDictionary<string, string> Parameters,
        string GridId,
        bool IsBits,
        int Lanes,
        long Vectors,
        long Failures)
    {
        public static SetRow Of(ICatalogStore store, FingerprintSet set)
        {
            SetCounts counts = store.Count(set);
            return new SetRow(
                set.Kind,
                set.Parameters,
                set.GridId,
                set.Encoding == VectorEncoding.Bits,
                set.Lanes,
                counts.Vectors,
                counts.Failures);
        }
    }

    private sealed record DbInfoDocument(
        string Database,
        string Engine,
        string CatalogId,
        long Materials,
        long Documents,
        long Vectors,
        long Failures,
        long Bytes,
        SetRow[] Sets)
        : Document("similarity.db_info/1");
}
