#if HAS_LITEDB
using LiteDB;
using Similarity.Catalog.LiteDb;

namespace Similarity.Catalog.Tests.LiteDb;

public sealed class LiteDbContractTest : CatalogStoreContract
{
    private readonly TemporaryFolder folder = new();

    protected override string Location => folder.At("catalog.litedb");

    protected override ICatalogStore Open(CatalogAccess access, string? location = null) =>
        LiteDbCatalogStore.Open(location ?? Location, access);

    protected override void Plant(CatalogDamage damage)
    {
        using var database = new LiteDatabase(Location);
        ILiteCollection<BsonDocument> vectors = database.GetCollection("vectors");
        BsonDocument vector = vectors.FindAll().Single(row => row["material"] == "a");
        ILiteCollection<BsonDocument> materials = database.GetCollection("materials");
        BsonDocument material = materials.FindById("a"u8.ToArray());
        ILiteCollection<BsonDocument> chunks = database.GetCollection("chunks");
        switch (damage)
        {
            case CatalogDamage.Lane:
                vector["lanes"].AsBinary[3] ^= 1;
                vectors.Update(vector);
                break;
            case CatalogDamage.LaneCount:
                vector["lanes"] = vector["lanes"].AsBinary[4..];
                vectors.Update(vector);
                break;
            case CatalogDamage.Formula:
                material["record"] = material["record"].AsString.Replace(
                    "TiO2", "TiO", StringComparison.Ordinal);
                materials.Update(material);
                break;
            case CatalogDamage.Properties:
                material["record"] = "{";
                materials.Update(material);
                break;
            case CatalogDamage.Document:
                BsonDocument chunk = chunks.FindAll().Single();
                chunk["data"] = "{}"u8.ToArray();
                chunks.Update(chunk);
                break;
            default:
                materials.Delete("a"u8.ToArray());
                break;
        }
    }

    public override void Dispose()
    {
        folder.Dispose();
        base.Dispose();
    }
}
#else
namespace Similarity.Catalog.Tests.LiteDb;

public sealed class LiteDbContractTest
{
    [SkippableFact]
    public void TheContractHolds() =>
        Skip.If(true, "the package LiteDB could not be restored when this was built");
}
#endif
