namespace Similarity.Catalog.Sqlite;

public sealed partial class SqliteCatalogStore
{
    /// <summary>
    /// All of it is of one moment. What cannot be read at all is a problem of its own, and the
    /// rest is looked through nevertheless.
    /// </summary>
    public IEnumerable<CatalogProblem> Verify(CancellationToken cancellation = default)
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        SqliteDatabase connection = Rent();
        connection.Execute("BEGIN");
        try
        {
            var verification = new SqliteVerification(connection, rows, cancellation);
            foreach (CatalogProblem problem in verification.Problems())
            {
                yield return problem;
            }
        }
        finally
        {
            connection.Execute("COMMIT");
            Return(connection);
        }
    }
}
