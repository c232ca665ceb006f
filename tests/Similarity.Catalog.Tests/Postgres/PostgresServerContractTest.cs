namespace Similarity.Catalog.Tests.Postgres;

/// <summary>On the server that SIMILARITY_POSTGRES names by a URL without a schema.</summary>
public sealed class PostgresServerContractTest : PostgresContract
{
    protected override string Server()
    {
        string? url = Environment.GetEnvironmentVariable("SIMILARITY_POSTGRES");
        Skip.If(string.IsNullOrEmpty(url), "SIMILARITY_POSTGRES names no server");
        return url!;
    }
}
