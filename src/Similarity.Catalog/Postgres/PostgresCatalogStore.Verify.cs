namespace Similarity.Catalog.Postgres;

public sealed partial class PostgresCatalogStore
{
    /// <summary>
    /// Reads every row once, in pages, while a writer may go on: each row is of one moment.
    /// </summary>
    public IEnumerable<CatalogProblem> Verify(CancellationToken cancellation = default) =>
        new PostgresVerification(session, rows, extension != null, cancellation).Problems();
}
