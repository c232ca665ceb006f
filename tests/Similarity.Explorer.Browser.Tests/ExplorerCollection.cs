namespace Similarity.Explorer.Browser.Tests;

/// <summary>All tests share one database, one server and one browser, and take turns.</summary>
[CollectionDefinition(Name)]
public sealed class ExplorerCollection : ICollectionFixture<ExplorerFixture>
{
    public const string Name = "explorer";
}
