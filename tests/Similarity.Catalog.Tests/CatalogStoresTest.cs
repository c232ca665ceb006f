namespace Similarity.Catalog.Tests;

public sealed class CatalogStoresTest
{
    [Theory]
    [InlineData("a.db")]
    [InlineData("folder.litedb/A.SQLITE")]
    public void FilesOfSqliteAreKnownByTheirEnding(string location)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.At("folder.litedb"));
        using ICatalogStore store = CatalogStores.Open(
            folder.At(location), CatalogAccess.Create, CatalogStores.BuiltIn);
        Assert.Equal("sqlite", store.Engine);
    }

    [Theory]
    [InlineData("a.txt")]
    [InlineData("a")]
    [InlineData("mysql://user:secret@host/x.db")]
    public void OtherLocationsAreRefusedWithoutTheirSecrets(string location)
    {
        CatalogLocationException e = Assert.Throws<CatalogLocationException>(
            () => CatalogStores.Open(location, CatalogAccess.Create, CatalogStores.BuiltIn));
        Assert.False(e.IsKnown);
        Assert.Contains(".db", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AnEngineThatIsNotBuiltInIsNamed()
    {
        CatalogLocationException e = Assert.Throws<CatalogLocationException>(
            () => CatalogStores.Open("a.litedb", CatalogAccess.Read, CatalogStores.BuiltIn));
        Assert.True(e.IsKnown);
        Assert.Contains("LiteDB", e.Message, StringComparison.Ordinal);
    }
}
