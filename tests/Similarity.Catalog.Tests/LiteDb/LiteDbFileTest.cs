#if HAS_LITEDB
using LiteDB;
using Similarity.Catalog.LiteDb;

namespace Similarity.Catalog.Tests.LiteDb;

/// <summary>What a store does with files that it did not write, or that were left unfinished.</summary>
public sealed class LiteDbFileTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Location => folder.At("catalog.litedb");

    [Fact]
    public void OtherFilesAreRefused()
    {
        foreach (byte[] content in new[]
        {
            "no database"u8.ToArray(), new byte[5000], new byte[100_000], [1],
        })
        {
            File.WriteAllBytes(Location, content);
            AssertInvalid();
        }
    }

    [Fact]
    public void OtherDatabasesAreRefused()
    {
        using (var other = new LiteDatabase(Location))
        {
            other.GetCollection("materials").Insert(new BsonDocument { ["_id"] = 1 });
        }

        AssertInvalid();
    }

    [Fact]
    public void ACatalogOfANewerVersionIsRefused()
    {
        LiteDbCatalogStore.Open(Location, CatalogAccess.Create).Dispose();
        using (var database = new LiteDatabase(Location))
        {
            ILiteCollection<BsonDocument> meta = database.GetCollection("meta");
            BsonDocument row = meta.FindById(1);
            row["version"] = 99;
            meta.Update(row);
        }

        CatalogException e = AssertInvalid();
        Assert.Contains("version 99", e.Message, StringComparison.Ordinal);
        Assert.Contains("newer", e.Message, StringComparison.Ordinal);
    }

    /// <summary>
    /// After each batch the file alone is the catalog: LiteDB's log beside it is empty.
    /// </summary>
    [Fact]
    public void WhatAKilledWriterHasWrittenIsThere()
    {
        using (ICatalogStore store = LiteDbCatalogStore.Open(Location, CatalogAccess.Create))
        {
            store.Write([CatalogSamples.WithVector("a", 5)]);
            File.Copy(Location, folder.At("left.litedb"));
        }

        using ICatalogStore left =
            LiteDbCatalogStore.Open(folder.At("left.litedb"), CatalogAccess.Read);
        Assert.Equal(5, left.Vector(CatalogSamples.Numbers, "a")!.Lanes[0]);
        Assert.Empty(left.Verify());
    }

    /// <summary>A writer was killed after its batch was in the log, before it was in the file.</summary>
    [Fact]
    public void ALogThatWasLeftIsPartOfTheCatalog()
    {
        LiteDbCatalogStore.Open(Location, CatalogAccess.Create).Dispose();
        using (var database = new LiteDatabase(Location))
        {
            database.CheckpointSize = 0;
            ILiteCollection<BsonDocument> meta = database.GetCollection("meta");
            BsonDocument row = meta.FindById(1);
            row["catalog"] = "00112233445566778899aabbccddeeff";
            meta.Update(row);
            File.Copy(Location, folder.At("left.litedb"));
            File.Copy(folder.At("catalog-log.litedb"), folder.At("left-log.litedb"));
        }

        foreach (CatalogAccess access in new[] { CatalogAccess.Read, CatalogAccess.Write })
        {
            using ICatalogStore left =
                LiteDbCatalogStore.Open(folder.At("left.litedb"), access);
            Assert.Equal("00112233445566778899aabbccddeeff", left.CatalogId);
            Assert.Empty(left.Verify());
        }
    }

    public void Dispose() => folder.Dispose();

    private CatalogException AssertInvalid()
    {
        CatalogException? last = null;
        foreach (CatalogAccess access in Enum.GetValues<CatalogAccess>())
        {
            last = Assert.Throws<CatalogException>(
                () => LiteDbCatalogStore.Open(Location, access));
            Assert.Equal(CatalogFault.Invalid, last.Fault);
        }

        return last!;
    }
}
#endif
