using Similarity.Catalog.Postgres;

namespace Similarity.Catalog.Tests.Postgres;

public sealed class PostgresAddressTest
{
    [Fact]
    public void AUrlNamesServerDatabaseAndSchema()
    {
        PostgresAddress address = PostgresAddress.Parse(
            "postgres://ann%40lab:s%3Acret%2F@db.example:6543/materials%20db"
            + "?schema=oxides_2&partitions=32&index=dot,cosine&sslmode=verify-full");
        Assert.Equal("db.example", address.Host);
        Assert.Equal(6543, address.Port);
        Assert.Equal("materials db", address.Database);
        Assert.Equal("oxides_2", address.Schema);
        Assert.Equal(32, address.Partitions);
        Assert.Equal("Dot Cosine", string.Join(' ', address.IndexMetrics));
        Assert.Equal(
            "postgres://ann%40lab@db.example:6543/materials%20db?schema=oxides_2",
            address.Location);
        Assert.Contains("s:cret/", address.ConnectionString, StringComparison.Ordinal);
        Assert.Contains("VerifyFull", address.ConnectionString, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsLeftOutIsUsual()
    {
        PostgresAddress address = PostgresAddress.Parse("postgresql:///catalog");
        Assert.Equal("localhost", address.Host);
        Assert.Equal(5432, address.Port);
        Assert.Equal("similarity", address.Schema);
        Assert.Equal(8, address.Partitions);
        Assert.Equal("postgres://localhost:5432/catalog?schema=similarity", address.Location);
        Assert.Equal("::1", PostgresAddress.Parse("postgres://[::1]:1/x").Host);
    }

    [Fact]
    public void ALocationReadsBackAsTheSameAddress()
    {
        PostgresAddress address = PostgresAddress.Parse("postgres://me@[::1]:54/a%2Fb?schema=s");
        PostgresAddress again = PostgresAddress.Parse(address.Location);
        Assert.Equal(address.Location, again.Location);
        Assert.Equal("a/b", again.Database);
    }

    [Theory]
    [InlineData("catalog.db")]
    [InlineData("postgres:catalog")]
    [InlineData("postgres://me:secret@host")]
    [InlineData("postgres://me:secret@host/a/b")]
    [InlineData("postgres://me:secret@host:x/db")]
    [InlineData("postgres://me:secret@host/db?schema=a\"; DROP TABLE x")]
    [InlineData("postgres://me:secret@host/db?schema=A")]
    [InlineData("postgres://me:secret@host/db?schema=pg_catalog")]
    [InlineData("postgres://me:secret@host/db?schema=")]
    [InlineData("postgres://me:secret@host/db?partitions=0")]
    [InlineData("postgres://me:secret@host/db?partitions=257")]
    [InlineData("postgres://me:secret@host/db?index=earthmover")]
    [InlineData("postgres://me:secret@host/db?sslmode=maybe")]
    [InlineData("postgres://me:secret@host/db?password=secret")]
    [InlineData("postgres://me:secret@host/db?search_path=x")]
    public void OtherTextsAreRefusedWithoutTheirPassword(string location)
    {
        CatalogLocationException e =
            Assert.Throws<CatalogLocationException>(() => PostgresAddress.Parse(location));
        Assert.DoesNotContain("secret", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AServerThatDoesNotAnswerIsNamedWithoutThePassword()
    {
        const string Url = "postgres://me:secret@127.0.0.1:1/db?connect_timeout=5";
        CatalogException e = Assert.Throws<CatalogException>(
            () => PostgresCatalogStore.Open(Url, CatalogAccess.Read));
        Assert.Equal(CatalogFault.Unavailable, e.Fault);
        Assert.Contains("127.0.0.1 port 1", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", e.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "secret", PostgresAddress.Parse(Url).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void CatalogsOpenThem()
    {
        Assert.Contains(
            CatalogStores.BuiltIn,
            engine => engine.Name == "postgres" && engine.Recognises("postgres://host/db"));
        Assert.DoesNotContain(
            CatalogStores.BuiltIn,
            engine => engine.Name == "postgres" && engine.Recognises("postgres.db"));
    }
}
