namespace Similarity.Cli.Tests;

/// <summary>A folder of its own for a test, gone when the test is over.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("similarity-").FullName;

    public string File(string name) => Path.Combine(folder, name);

    public string Write(string name, string content)
    {
        System.IO.File.WriteAllText(File(name), content);
        return File(name);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
