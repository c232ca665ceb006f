namespace Similarity.Catalog.Tests.Postgres;

/// <summary>On PGlite, which has one session for all its connections.</summary>
public sealed class PgliteContractTest(PgliteServer server)
    : PostgresContract, IClassFixture<PgliteServer>
{
    protected override bool HoldsSeveralStores => false;

    protected override string Server()
    {
        Skip.If(server.Url is null, server.Missing ?? "");
        return server.Url!;
    }
}
