using System.Runtime.InteropServices;
using LiteDB;

namespace Similarity.Catalog.LiteDb;

/// <summary>LiteDB, a document store in one file. Vectors are kept in it as bytes.</summary>
public static class LiteDbAdapter
{
    /// <summary>Catalogs in files that end in .litedb.</summary>
    public static CatalogEngine Engine { get; } = new(
        "litedb",
        location => CatalogStores.HasExtension(location, ".litedb"),
        LiteDbCatalogStore.Open);

    /// <summary>Keeps vectors in a database in memory, finds them, says what was done.</summary>
    /// <exception cref="InvalidDataException">What came back is not what was put in.</exception>
    public static string SelfTest()
    {
        (string Formula, float[] Vector)[] materials =
        [
            ("TiO2", [0.25f, -1.5f, 3e-38f]),
            ("ZnO", [float.MaxValue, 0, -0f]),
        ];
        using var database = new LiteDatabase(new MemoryStream());
        ILiteCollection<BsonDocument> collection = database.GetCollection("vectors");
        collection.EnsureIndex("formula");
        foreach ((string formula, float[] vector) in materials)
        {
            // As BSON numbers, a vector takes several times the space and the time.
            byte[] bytes = MemoryMarshal.AsBytes<float>(vector).ToArray();
            collection.Insert(new BsonDocument { ["formula"] = formula, ["vector"] = bytes });
        }

        foreach ((string formula, float[] vector) in materials)
        {
            BsonDocument found = collection.FindOne(Query.EQ("formula", formula));
            ReadOnlySpan<byte> expected = MemoryMarshal.AsBytes<float>(vector);
            if (!expected.SequenceEqual(found["vector"].AsBinary))
            {
                throw new InvalidDataException($"LiteDB returned another vector for {formula}");
            }
        }

        return $"kept and found {materials.Length} vectors in a database in memory";
    }
}
