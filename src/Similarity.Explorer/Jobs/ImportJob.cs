using System.Collections.Immutable;
using Similarity.Catalog;
using Similarity.Catalog.Import;
using Similarity.Explorer.Catalogs;
using Similarity.Explorer.Hosting;
using Similarity.Fingerprints;

namespace Similarity.Explorer.Jobs;

/// <summary>
/// Brings uploaded files into the catalog, as `similarity build` does: what is there of the same
/// input is left as it is, another input by a taken id fails.
/// </summary>
internal sealed class ImportJob(
    ExplorerOptions options,
    IReadOnlyList<UploadedFile> files,
    ImmutableArray<ImportKind> kinds)
{
    private readonly List<string> fresh = [];

    /// <summary>The kinds of some names, or those of the catalog, or the usual one.</summary>
    /// <exception cref="RequestException">There is no such kind.</exception>
    public static ImmutableArray<ImportKind> KindsOf(
        IReadOnlyList<string> names, CatalogView view)
    {
        if (names.Count == 0)
        {
            ImportKind[] own = [.. view.Sets.Select(set => KindOf(set)).OfType<ImportKind>()];
            return own.Length > 0 ? [.. own] : [Parse(ImportKind.UsualKind)];
        }

        return
        [
            .. names.Distinct().Select(name =>
                view.Sets.FirstOrDefault(set => set.Name == name) is { } set
                    ? KindOf(set) ?? throw RequestException.Invalid(
                        $"kind: this program cannot make fingerprints '{set.Name}'")
                    : Parse(name)),
        ];
    }

    public void Run(Job job)
    {
        using ICatalogStore store = CatalogStores.Open(
            options.Database, CatalogAccess.Write, options.Engines);
        var import = new CatalogImport(store, kinds, new ImportOptions
        {
            Threads = options.Threads,
            Replace = false,
        });
        ImportSummary? summary = null;
        try
        {
            summary = import.Run(
                Items(store), files.Count, () => job.Advance(), job.Cancellation);
            if (summary.Skipped > 0)
            {
                job.Say(summary.Skipped == 1
                    ? "1 material was there already"
                    : $"{summary.Skipped} materials were there already");
            }
        }
        finally
        {
            // Also of one that was cancelled: what is in the catalog now is said.
            string[] added = [.. fresh.Where(id => store.Find(id) is not null)];
            job.Add(added, summary is null ? [] : summary.Failed.Select(FailureOf));
        }
    }

    /// <summary>Read by the thread that also asks the store what is there.</summary>
    private IEnumerable<ImportItem> Items(ICatalogStore store)
    {
        foreach (UploadedFile file in files)
        {
            foreach (FingerprintInput input in FingerprintInputs.Of(file.Name, file.Content))
            {
                ImportItem item = MaterialInputs.Of(input, null);
                if (item.Subject is not null && store.Find(item.Id) is null)
                {
                    fresh.Add(item.Id);
                }

                yield return item;
            }
        }
    }

    private static JobFailure FailureOf(ImportFailure failure) => new(
        failure.Id,
        (failure.Kind is null ? "" : failure.Kind + ": ")
            + (failure.Reason == ImportFailure.IdIsTaken
                ? "the database has another material by this id, which is kept; give the file "
                    + "another name"
                : failure.Reason));

    private static ImportKind? KindOf(NamedSet set)
    {
        try
        {
            FingerprintRecipe recipe = set.Set.Recipe();
            return new ImportKind(recipe, recipe.PrefersStructure);
        }
        catch (ArgumentException)
        {
            // Of another version of the program; others of the catalog can be made.
            return null;
        }
    }

    private static ImportKind Parse(string name)
    {
        try
        {
            var recipe = FingerprintRecipe.Parse(
                name, new SortedDictionary<string, string>(StringComparer.Ordinal));
            return new ImportKind(recipe, recipe.PrefersStructure);
        }
        catch (ArgumentException e)
        {
            throw RequestException.Invalid($"kind: {e.Message}");
        }
    }
}
