using System.Collections.Immutable;
using Similarity.Catalog.Postgres;

namespace Similarity.Catalog.Tests.Postgres;

public abstract partial class PostgresContract
{
    [SkippableFact]
    public void TheLockOfAWriterGoesWithItsConnection()
    {
        Skip.IfNot(HoldsSeveralStores, "all connections to this server are one session");
        using PostgresCatalogStore writer = Store(CatalogAccess.Create);
        CatalogException busy = Assert.Throws<CatalogException>(() => Store(CatalogAccess.Write));
        Assert.Contains("one may write at a time", busy.Message, StringComparison.Ordinal);
        Ask<object>(
            """
            SELECT pg_terminate_backend(pid) FROM pg_locks
            WHERE locktype = 'advisory' AND database =
                (SELECT oid FROM pg_database WHERE datname = current_database())
            """);
        CatalogException lost = Assert.Throws<CatalogException>(
            () => writer.Write([CatalogSamples.Entry("a")]));
        Assert.Equal(CatalogFault.Unavailable, lost.Fault);
        using PostgresCatalogStore next = Store(CatalogAccess.Write);
        next.Write([CatalogSamples.Entry("b")]);
        Assert.Null(next.Find("a"));
    }

    [SkippableFact]
    public void ANewerVersionIsRefused()
    {
        Store(CatalogAccess.Create).Dispose();
        Run("INSERT INTO catalog_versions (version, program_version) VALUES (99, 'later')");
        foreach (CatalogAccess access in Enum.GetValues<CatalogAccess>())
        {
            CatalogException e = Assert.Throws<CatalogException>(() => Store(access));
            Assert.Equal(CatalogFault.Invalid, e.Fault);
            Assert.Contains("version 99", e.Message, StringComparison.Ordinal);
        }
    }

    [SkippableFact]
    public void AnOlderVersionIsBroughtForwardByWhoeverWrites()
    {
        using (PostgresCatalogStore store = Store(CatalogAccess.Create))
        {
            store.Write([CatalogSamples.WithVector("a")]);
        }

        PostgresAddress address = PostgresAddress.Parse(Location);
        ImmutableArray<Func<PostgresAddress, string>> steps =
            [.. PostgresSchema.Steps, _ => "CREATE TABLE later (id int)"];
        CatalogException e = Assert.Throws<CatalogException>(
            () => PostgresCatalogStore.Open(address, CatalogAccess.Read, steps));
        Assert.Contains("open it once for writing", e.Message, StringComparison.Ordinal);

        // A step that fails leaves the version before it.
        ImmutableArray<Func<PostgresAddress, string>> broken =
            [.. steps, _ => "CREATE TABLE latest (id int); SELECT 1 / 0"];
        Assert.Throws<CatalogException>(
            () => PostgresCatalogStore.Open(address, CatalogAccess.Write, broken));
        using (PostgresCatalogStore store =
            PostgresCatalogStore.Open(address, CatalogAccess.Read, steps))
        {
            Assert.NotNull(store.Vector(CatalogSamples.Numbers, "a"));
        }

        Assert.Throws<CatalogException>(() => Store(CatalogAccess.Write));
        Run("DROP TABLE later; CREATE TABLE latest (id int)");
    }

    /// <summary>As from a dump that was made before the last writes.</summary>
    [SkippableFact]
    public void ACatalogPutBackDoesNotKnowTheWritesAfterTheCopy()
    {
        CatalogMark kept, gone;
        using (PostgresCatalogStore store = Store(CatalogAccess.Create))
        {
            store.Write([CatalogSamples.WithVector("a")]);
            kept = store.LastMark()!;
            store.Write([CatalogSamples.WithVector("b")]);
            gone = store.LastMark()!;
        }

        Run($"""
            DELETE FROM vectors WHERE material_id = 'b';
            DELETE FROM materials WHERE id = 'b';
            DELETE FROM catalog_marks WHERE last_key > {kept.LastKey};
            SELECT setval('vector_keys', {kept.LastKey});
            """);
        using PostgresCatalogStore back = Store(CatalogAccess.Write);
        back.Write([CatalogSamples.WithVector("b", 7)]);
        Assert.Equal(gone.LastKey, back.LastMark()!.LastKey);
        Assert.True(back.Knows(kept));
        Assert.False(back.Knows(gone));
        Assert.Empty(back.Verify());
    }

    [SkippableFact]
    public void TablesOfSomethingElseAreLeftAlone()
    {
        _ = Server();
        isUsed = true;
        Ask<object>($"CREATE SCHEMA {schema}; CREATE TABLE {schema}.vectors (mine int)");
        CatalogException e = Assert.Throws<CatalogException>(() => Store(CatalogAccess.Create));
        Assert.Equal(CatalogFault.Invalid, e.Fault);
        Assert.Equal("0", Ask<string>($"SELECT count(mine)::text FROM {schema}.vectors"));
        Assert.Equal(
            CatalogFault.Absent,
            Assert.Throws<CatalogException>(() => Store(CatalogAccess.Write)).Fault);
    }

    [SkippableFact]
    public void CatalogsOfOtherSchemasAreOtherCatalogs()
    {
        string other = Address($"schema={schema}_other&partitions=1");
        try
        {
            using (PostgresCatalogStore store = Store(CatalogAccess.Create))
            {
                store.Write([CatalogSamples.WithVector("a")]);
            }

            using (PostgresCatalogStore store = Store(CatalogAccess.Create, other))
            {
                store.Write([CatalogSamples.WithVector("b")]);
                Assert.Equal(["b"], store.Materials().Select(material => material.Id));
            }

            using PostgresCatalogStore first = Store(CatalogAccess.Read);
            Assert.Equal(["a"], first.Materials().Select(material => material.Id));
        }
        finally
        {
            Run($"DROP SCHEMA IF EXISTS {schema}_other CASCADE");
        }
    }

    [SkippableFact]
    public void WhatBelongsToAMaterialLiesInThePartOfItsHash()
    {
        using (PostgresCatalogStore store = Store(CatalogAccess.Create))
        {
            store.Write(
                [.. Enumerable.Range(0, 60).Select(i => CatalogSamples.WithVector($"m{i}"))]);
        }

        Assert.Equal("3 60", Ask<string>(
            $"""
            SET search_path = {schema}, public;
            SELECT count(DISTINCT m.tableoid) || ' ' || count(*) FROM materials m
            JOIN vectors v ON v.material_id = m.id
              AND split_part(v.tableoid::regclass::text, '_', 2)
                = split_part(m.tableoid::regclass::text, '_', 2)
            """));
    }

    [SkippableFact]
    public void ADatabaseThatIsNotThereIsAbsent()
    {
        Skip.IfNot(HoldsSeveralStores, "this server has one database by any name");
        var url = new UriBuilder(Server()) { Path = "/similarity_no_such_database" };
        CatalogException e = Assert.Throws<CatalogException>(
            () => PostgresCatalogStore.Open(url.ToString(), CatalogAccess.Create));
        Assert.Equal(CatalogFault.Absent, e.Fault);
        Assert.Contains("similarity_no_such_database", e.Message, StringComparison.Ordinal);
    }
}
