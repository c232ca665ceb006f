using Similarity.Fingerprints;

namespace Similarity.Catalog.Import;

/// <summary>The materials that files hold, with what the files and a table say of them.</summary>
public static class MaterialInputs
{
    /// <param name="table">Properties by id; null without one.</param>
    /// <param name="wanted">Of which ids; null for all.</param>
    public static IEnumerable<ImportItem> Of(
        IReadOnlyList<string> files,
        PropertyTable? table,
        int threads,
        CancellationToken cancellation,
        IdBy by = IdBy.Name,
        Func<string, bool>? wanted = null) =>
        FingerprintInputs.Of(files, threads, cancellation, by, wanted)
            .Select(input => Of(input, table));

    /// <param name="table">Properties by id; null without one.</param>
    public static ImportItem Of(FingerprintInput input, PropertyTable? table)
    {
        if (input.Failure is { } failure)
        {
            return new ImportItem(input.Id, null) { Failure = failure.Message };
        }

        Metadata said = Metadata.Of(input.Metadata)
            .With(table?.Of(input.Id) ?? Metadata.None);
        return new ImportItem(
            input.Id, new FingerprintSubject(input.Crystal, input.Bands, input.Dos))
        {
            Source = said.Source ?? Path.GetFileName(input.File),
            GapEv = said.GapEv,
            Properties = said.Properties,
        };
    }
}
