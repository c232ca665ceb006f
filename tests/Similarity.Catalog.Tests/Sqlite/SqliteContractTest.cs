using Similarity.Catalog.Sqlite;

namespace Similarity.Catalog.Tests.Sqlite;

public sealed class SqliteContractTest : CatalogStoreContract
{
    private readonly TemporaryFolder folder = new();

    protected override string Location => folder.At("catalog.db");

    protected override ICatalogStore Open(CatalogAccess access, string? location = null) =>
        SqliteCatalogStore.Open(location ?? Location, access);

    protected override void Plant(CatalogDamage damage)
    {
        using SqliteDatabase database = SqliteDatabase.Open(Location, writable: true);
        database.Execute("PRAGMA foreign_keys=OFF");
        database.Execute(damage switch
        {
            CatalogDamage.Lane =>
                "UPDATE vectors SET lanes = zeroblob(length(lanes)) WHERE material = 'a'",
            CatalogDamage.LaneCount =>
                "UPDATE vectors SET lanes = substr(lanes, 5) WHERE material = 'a'",
            CatalogDamage.Formula => "UPDATE materials SET formula = 'TiO' WHERE id = 'a'",
            CatalogDamage.Properties => "UPDATE materials SET properties = '{' WHERE id = 'a'",
            CatalogDamage.Document =>
                "UPDATE documents SET content = x'7B7D' WHERE material = 'a'",
            _ => "DELETE FROM material_elements WHERE material = 'a';"
                + "DELETE FROM documents WHERE material = 'a';"
                + "DELETE FROM materials WHERE id = 'a'",
        });
    }

    public override void Dispose()
    {
        folder.Dispose();
        base.Dispose();
    }
}
