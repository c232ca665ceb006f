namespace Similarity.Search.Tests;

/// <summary>A folder that goes with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("similarity-search-").FullName;

    public IEnumerable<string> Files =>
        Directory.EnumerateFiles(root).Select(file => Path.GetFileName(file)!).Order();

    public string File(string name) => Path.Combine(root, name);

    public void Dispose() => Directory.Delete(root, recursive: true);
}
