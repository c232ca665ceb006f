using Similarity.Cli.CommandLine;
using Similarity.Cli.Demo;

namespace Similarity.Cli.Queries;

/// <summary>The folder queries/ beside the shipped data.</summary>
internal static class QueryFolder
{
    private const string Extension = ".yaml";

    public static string Find() =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(SeedData.Find()))!, "queries");

    /// <summary>The files of shipped queries, by name.</summary>
    public static string[] Files()
    {
        string folder = Find();
        if (!Directory.Exists(folder))
        {
            throw VerbException.Absent($"{folder}: no such folder; saved queries are kept there");
        }

        string[] files = Directory.GetFiles(folder, "*" + Extension);
        Array.Sort(files, StringComparer.Ordinal);
        return files;
    }

    /// <summary>A file as it is, or the shipped query of that name: "titania".</summary>
    public static string Resolve(string fileOrName)
    {
        bool isName = Path.GetFileName(fileOrName) == fileOrName
            && !Path.HasExtension(fileOrName) && !File.Exists(fileOrName);
        if (!isName)
        {
            return fileOrName;
        }

        string[] files = Files();
        return files.FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) == fileOrName)
            ?? throw VerbException.Absent(
                $"no query is called '{fileOrName}'; there are "
                + string.Join(", ", files.Select(Path.GetFileNameWithoutExtension)));
    }
}
