using System.Xml.Linq;

namespace Similarity.Tests.Rules;

/// <summary>
/// References point one way: Numerics ← Similarity ← Catalog ← {Explorer, Cli}, Search ← Catalog,
/// and only Cli knows the adapters.
/// </summary>
public sealed class ProjectReferenceTest
{
    private const string Adapter = "adapter";

    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Similarity.Numerics"] = [],
        ["Similarity"] = ["Similarity.Numerics"],
        ["Similarity.Search"] = ["Similarity.Numerics"],
        ["Similarity.Catalog"] = ["Similarity", "Similarity.Search", "Similarity.Numerics"],
        ["Similarity.Explorer"] =
            ["Similarity", "Similarity.Search", "Similarity.Numerics", "Similarity.Catalog"],
        ["Similarity.Cli"] =
        [
            "Similarity", "Similarity.Search", "Similarity.Numerics", "Similarity.Catalog",
            "Similarity.Explorer", Adapter,
        ],
        [Adapter] =
            ["Similarity", "Similarity.Search", "Similarity.Numerics", "Similarity.Catalog"],
    };

    [Fact]
    public void ReferencesPointOneWay()
    {
        string[] projects = Directory.GetFiles(
            RepositoryFile.At("src"), "*.csproj", SearchOption.AllDirectories);

        Assert.NotEmpty(projects);
        Assert.All(projects, path =>
        {
            string project = RoleOf(path);
            Assert.True(Allowed.ContainsKey(project), $"{project} has no place in the order");
            string[] references = XDocument.Load(path).Descendants("ProjectReference")
                .Select(element => RoleOf(element.Attribute("Include")!.Value))
                .ToArray();
            Assert.Subset(Allowed[project].ToHashSet(), references.ToHashSet());
        });
    }

    private static string RoleOf(string path)
    {
        string unix = path.Replace('\\', '/');
        return unix.Contains("Adapters/", StringComparison.Ordinal)
            ? Adapter
            : Path.GetFileNameWithoutExtension(unix);
    }
}
