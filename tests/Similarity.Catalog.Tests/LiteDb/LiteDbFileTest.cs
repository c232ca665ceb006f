#if HAS_LITEDB
using LiteDB;
using Similarity.Catalog.LiteDb;
using Similarity.Numerics;

namespace Similarity.Catalog.Tests.LiteDb;

/// <summary>
/// What a store does with files that it did not write, or that were left unfinished.
/// </summary>
public sealed class LiteDbFileTest : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static int Mutants =>
        Environment.GetEnvironmentVariable("SIMILARITY_SLOW") == "1" ? 1000 : 40;

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

    /// <summary>It counted no documents and knew none of its writes.</summary>
    [Fact]
    public void ACatalogOfTheFirstVersionIsReadAndBroughtToTheLast()
    {
        var random = new RandomStream(6);
        string[] text;
        using (ICatalogStore store = LiteDbCatalogStore.Open(Location, CatalogAccess.Create))
        {
            store.Write(
                [.. CatalogSamples.IdsInOrder.Select(id => CatalogSamples.Random(id, random))]);
            text = CatalogText.Of(store);
        }

        using (var database = new LiteDatabase(Location))
        {
            ILiteCollection<BsonDocument> meta = database.GetCollection("meta");
            BsonDocument row = meta.FindById(1);
            foreach (string name in row.Keys.Where(key => key.StartsWith(
                "count_", StringComparison.Ordinal)).ToArray())
            {
                row.Remove(name);
            }

            row["version"] = 1;
            meta.Update(row);
            database.DropCollection("marks");
        }

        using (ICatalogStore reader = LiteDbCatalogStore.Open(Location, CatalogAccess.Read))
        {
            Assert.Equal(text, CatalogText.Of(reader));
            Assert.Empty(reader.Verify());
            Assert.Null(reader.LastMark());
        }

        using ICatalogStore writer = LiteDbCatalogStore.Open(Location, CatalogAccess.Write);
        Assert.True(writer.Knows(writer.LastMark()!));
        Assert.Equal(text, CatalogText.Of(writer));
        Assert.Empty(writer.Verify());
        writer.Write([CatalogSamples.WithVector("new")]);
        Assert.Empty(writer.Verify());
    }

    /// <summary>Each record that is left is sound, and one is not there.</summary>
    [Theory]
    [InlineData("materials")]
    [InlineData("documents")]
    [InlineData("chunks")]
    [InlineData("sets")]
    [InlineData("vectors")]
    [InlineData("owners")]
    [InlineData("failures")]
    [InlineData("marks")]
    public void ARecordThatIsLostIsMissed(string collection)
    {
        using (ICatalogStore store = LiteDbCatalogStore.Open(Location, CatalogAccess.Create))
        {
            CatalogEntry entry = CatalogSamples.WithVector("a");
            store.Write(
            [
                entry with
                {
                    Documents = [new CatalogDocument(DocumentKind.Bands, [1, 2, 3])],
                    Failures =
                        [(CatalogSamples.Bits, CatalogSamples.Failure(entry.Material))],
                },
            ]);
        }

        using (var database = new LiteDatabase(Location))
        {
            ILiteCollection<BsonDocument> rows = database.GetCollection(collection);
            Assert.True(rows.Delete(rows.FindAll().Last()["_id"]));
        }

        using ICatalogStore damaged = LiteDbCatalogStore.Open(Location, CatalogAccess.Read);
        Assert.Contains(damaged.Verify(), problem => problem.Message.StartsWith(
            collection + ": 0 found; 1", StringComparison.Ordinal)
            || (collection == "sets" && problem.Message.StartsWith(
                "sets: 1 found; 2", StringComparison.Ordinal)));
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

    /// <summary>
    /// A writer was killed after its batch was in the log, before it was in the file.
    /// </summary>
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

    /// <summary>As for SQLite: a catalog is as it was, or found invalid.</summary>
    [Fact]
    public void NoMutantOfAFileDoesMoreThanBeingInvalid()
    {
        var random = new RandomStream(5);
        using (ICatalogStore store = LiteDbCatalogStore.Open(Location, CatalogAccess.Create))
        {
            store.Write(
            [
                .. CatalogSamples.IdsInOrder.Take(8)
                    .Select(id => CatalogSamples.Random(id, random)),
                CatalogSamples.WithVector("v"),
            ]);
        }

        byte[] sound = File.ReadAllBytes(Location);
        string[] text;
        using (ICatalogStore store = LiteDbCatalogStore.Open(Location, CatalogAccess.Read))
        {
            text = CatalogText.Of(store);
        }

        int refused = 0, found = 0;
        for (int i = 0; i < Mutants; i++)
        {
            // A file of its own: an engine that stumbled keeps its file for the life of the
            // process.
            string file = folder.At($"mutant-{i}.litedb");
            File.WriteAllBytes(file, FileMutants.Of(sound, random));
            try
            {
                using ICatalogStore store = LiteDbCatalogStore.Open(file, CatalogAccess.Read);
                bool isClean = !store.Verify().Any();
                found += isClean ? 0 : 1;
                string[] mutant = CatalogText.Of(store);
                Assert.True(!isClean || mutant.SequenceEqual(text), $"mutant {i} goes unseen");
            }
            catch (CatalogException e)
            {
                Assert.True(
                    e.Fault is CatalogFault.Invalid, $"mutant {i}: {e.Fault} {e.Message}");
                refused++;
            }
        }

        // Most of the file of a small catalog is room that LiteDB takes in advance.
        Assert.True(refused + found > Mutants / 5, $"{refused} refused, {found} found");
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
