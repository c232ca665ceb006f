using System.Text;
using Similarity.Catalog.Sqlite;
using Similarity.Catalog.Vectors;
using Similarity.Numerics;
using Similarity.Tests;

namespace Similarity.Catalog.Tests.Sqlite;

/// <summary>What a store does with files that it did not write, or that came to harm.</summary>
public sealed class SqliteFileTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Location => folder.At("catalog.db");

    private static int Mutants =>
        Environment.GetEnvironmentVariable("SIMILARITY_SLOW") == "1" ? 1000 : 100;

    [Fact]
    public void ACatalogOfTheFirstVersionIsReadAndBroughtToTheLast()
    {
        string first = RepositoryFile.Oracle("catalog/sqlite-version-1.db");
        File.Copy(first, Location);
        string[] text;
        using (ICatalogStore reader = SqliteCatalogStore.Open(Location, CatalogAccess.Read))
        {
            text = CatalogText.Of(reader);
            Assert.Equal(2, reader.Count().Materials);
            Assert.Empty(reader.Verify());
            Assert.Null(reader.LastMark());
            Assert.False(reader.Knows(new CatalogMark(1, "")));
            AssertHasVectors(reader);
        }

        Assert.Equal(1, Version());
        using (ICatalogStore writer = SqliteCatalogStore.Open(Location, CatalogAccess.Write))
        {
            Assert.Equal(text, CatalogText.Of(writer));
            Assert.Empty(writer.Verify());
            AssertHasVectors(writer);
            Assert.True(writer.Knows(writer.LastMark()!));
            writer.Write([CatalogSamples.WithVector("new")]);
        }

        Assert.Equal(SqliteSchema.Version, Version());
        using ICatalogStore again = SqliteCatalogStore.Open(Location, CatalogAccess.Read);
        Assert.Equal(3, again.Count().Materials);
    }

    [Fact]
    public void ACatalogOfANewerVersionIsRefused()
    {
        Make();
        Tamper("PRAGMA user_version=99");
        CatalogException e = AssertInvalid();
        Assert.Contains("version 99", e.Message, StringComparison.Ordinal);
        Assert.Contains("newer", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PRAGMA application_id=1")]
    [InlineData("PRAGMA user_version=0")]
    [InlineData("PRAGMA user_version=-1")]
    [InlineData("CREATE TRIGGER t AFTER INSERT ON materials BEGIN DELETE FROM vectors; END")]
    [InlineData("CREATE VIEW v AS SELECT * FROM materials")]
    [InlineData("CREATE TABLE more(x)")]
    [InlineData("CREATE INDEX more ON materials(abs(nsites))")]
    [InlineData("DROP INDEX vectors_by_key")]
    [InlineData("ALTER TABLE materials ADD COLUMN x TEXT AS (hex(formula))")]
    [InlineData("DROP TABLE failures; CREATE VIRTUAL TABLE failures USING fts5(x)")]
    public void ACatalogWithOtherTablesIsRefused(string change)
    {
        Make();
        Tamper(change);
        AssertInvalid();
    }

    [Fact]
    public void OtherFilesAreRefused()
    {
        foreach (byte[] content in new[]
        {
            "no database, but long enough to be one"u8.ToArray(), new byte[5000], [1],
            Encoding.ASCII.GetBytes("SQLite format 3\0"),
        })
        {
            File.WriteAllBytes(Location, content);
            AssertInvalid();
            Assert.Equal(content, File.ReadAllBytes(Location));
        }

        Directory.CreateDirectory(folder.At("folder.db"));
        CatalogException e = Assert.Throws<CatalogException>(
            () => SqliteCatalogStore.Open(folder.At("folder.db"), CatalogAccess.Create));
        Assert.Equal(CatalogFault.Invalid, e.Fault);
    }

    /// <summary>A run may be cut short right after it made the file.</summary>
    [Fact]
    public void AnEmptyFileIsNoCatalogYet()
    {
        File.WriteAllBytes(Location, []);
        CatalogException e = Assert.Throws<CatalogException>(
            () => SqliteCatalogStore.Open(Location, CatalogAccess.Read));
        Assert.Equal(CatalogFault.Absent, e.Fault);
        using ICatalogStore store = SqliteCatalogStore.Open(Location, CatalogAccess.Create);
        Assert.Empty(store.Materials());
    }

    /// <summary>
    /// Bytes anywhere are changed, pieces cut out or put in: the catalog is as it was, or found
    /// invalid, by reading or by verifying, and nothing else ever happens.
    /// </summary>
    [Fact]
    public void NoMutantOfAFileDoesMoreThanBeingInvalid()
    {
        Make();
        byte[] sound = File.ReadAllBytes(Location);
        string[] text;
        using (ICatalogStore store = SqliteCatalogStore.Open(Location, CatalogAccess.Read))
        {
            text = CatalogText.Of(store);
        }

        var random = new RandomStream(7);
        int refused = 0, found = 0;
        for (int i = 0; i < Mutants; i++)
        {
            File.WriteAllBytes(Location, FileMutants.Of(sound, random));
            try
            {
                using ICatalogStore store =
                    SqliteCatalogStore.Open(Location, CatalogAccess.Read);
                bool isClean = !store.Verify().Any();
                found += isClean ? 0 : 1;
                string[] mutant = CatalogText.Of(store);
                Assert.True(!isClean || mutant.SequenceEqual(text), $"mutant {i} goes unseen");
            }
            catch (CatalogException e)
            {
                Assert.True(
                    e.Fault is CatalogFault.Invalid or CatalogFault.Absent,
                    $"mutant {i}: {e.Fault} {e.Message}");
                refused++;
            }

            File.Delete(Location + "-wal");
            File.Delete(Location + "-shm");
        }

        Assert.True(refused + found > Mutants / 4, $"{refused} refused, {found} found");
    }

    /// <summary>
    /// A writer that was killed leaves its log, which holds all it has returned from.
    /// </summary>
    [Fact]
    public void WhatAKilledWriterHasWrittenIsThere()
    {
        using (ICatalogStore store = SqliteCatalogStore.Open(Location, CatalogAccess.Create))
        {
            store.Write([CatalogSamples.WithVector("a", 5)]);
            File.Copy(Location, folder.At("left.db"));
            File.Copy(Location + "-wal", folder.At("left.db-wal"));
        }

        using (ICatalogStore reader =
            SqliteCatalogStore.Open(folder.At("left.db"), CatalogAccess.Read))
        {
            Assert.Equal(5, reader.Vector(CatalogSamples.Numbers, "a")!.Lanes[0]);
            Assert.Empty(reader.Verify());
        }

        using ICatalogStore writer =
            SqliteCatalogStore.Open(folder.At("left.db"), CatalogAccess.Write);
        writer.Write([CatalogSamples.WithVector("b")]);
        Assert.Equal(2, writer.Count().Vectors);
    }

    [Fact]
    public void ALinkLeadsToTheSameCatalogAndLock()
    {
        using ICatalogStore store = SqliteCatalogStore.Open(Location, CatalogAccess.Create);
        store.Write([CatalogSamples.Entry("a")]);
        File.CreateSymbolicLink(folder.At("link.db"), Location);
        using (ICatalogStore reader =
            SqliteCatalogStore.Open(folder.At("link.db"), CatalogAccess.Read))
        {
            Assert.Equal("a", Assert.Single(reader.Materials()).Id);
        }

        CatalogException e = Assert.Throws<CatalogException>(
            () => SqliteCatalogStore.Open(folder.At("link.db"), CatalogAccess.Write));
        Assert.Equal(CatalogFault.Busy, e.Fault);
    }

    [Fact]
    public void AFullDiskLeavesTheBatchBeforeAndAStoreThatWorks()
    {
        using SqliteCatalogStore store =
            SqliteCatalogStore.Open(Location, CatalogAccess.Create);
        store.Write([CatalogSamples.WithVector("a")]);
        string[] text = CatalogText.Of(store);
        CatalogEntry large = CatalogSamples.Entry("b") with
        {
            Documents = [new CatalogDocument(DocumentKind.Bands, new byte[4 << 20])],
        };
        store.Limit(pages: 100);
        CatalogException e = Assert.Throws<CatalogException>(
            () => store.Write([CatalogSamples.WithVector("c"), large]));
        Assert.Equal(CatalogFault.Unavailable, e.Fault);
        Assert.Equal(text, CatalogText.Of(store));
        store.Write([CatalogSamples.WithVector("d")]);
        Assert.Empty(store.Verify());
        store.Limit(pages: 1_000_000);
        store.Write([large]);
        Assert.Equal(3, store.Count().Materials);
    }

    public void Dispose() => folder.Dispose();

    /// <summary>Also of a catalog that does not tell its writes apart.</summary>
    private void AssertHasVectors(ICatalogStore store)
    {
        FingerprintSet set = store.Sets()[0];
        using CatalogVectors vectors = CatalogVectors.Open(store, set, folder.At("vectors"));
        Assert.Equal(store.Count(set).Vectors, vectors.Live.Size);
        Assert.True(vectors.Live.Size > 0);
    }

    private void Make()
    {
        using ICatalogStore store = SqliteCatalogStore.Open(Location, CatalogAccess.Create);
        var random = new RandomStream(5);
        store.Write([.. CatalogSamples.IdsInOrder.Take(8).Select(
            id => CatalogSamples.Random(id, random))]);
        store.Write([CatalogSamples.WithVector("v")]);
    }

    private CatalogException AssertInvalid()
    {
        CatalogException? last = null;
        foreach (CatalogAccess access in Enum.GetValues<CatalogAccess>())
        {
            last = Assert.Throws<CatalogException>(
                () => SqliteCatalogStore.Open(Location, access));
            Assert.Equal(CatalogFault.Invalid, last.Fault);
        }

        return last!;
    }

    private long Version()
    {
        using SqliteDatabase database = SqliteDatabase.Open(Location, writable: false);
        return database.Number("PRAGMA user_version");
    }

    /// <summary>Changes a catalog as a program without our scruples would.</summary>
    private void Tamper(string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={Location};Pooling=False");
        connection.Open();
        using Microsoft.Data.Sqlite.SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
