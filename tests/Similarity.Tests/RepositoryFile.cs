namespace Similarity.Tests;

/// <summary>Files of the repository that tests read, found from wherever the tests run.</summary>
internal static class RepositoryFile
{
    private static readonly string Root = FindRoot();

    public static string Oracle(string name) => At(System.IO.Path.Combine("tests/Oracles", name));

    public static string Database(string name) => At(System.IO.Path.Combine("database", name));

    public static string At(string relative) => System.IO.Path.Combine(Root, relative);

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null
            && !File.Exists(System.IO.Path.Combine(folder.FullName, "Similarity.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName
            ?? throw new InvalidOperationException(
                "Similarity.sln not found above " + AppContext.BaseDirectory);
    }
}
