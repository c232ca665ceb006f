using System.CommandLine;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Demo;
using Similarity.DosModels;

namespace Similarity.Cli.DosModels;

/// <summary>--model: the shipped one, or one's own.</summary>
internal static class DosModelOption
{
    private const string Folder = "models", File = "silicon.dosmodel";

    public static Option<string?> Create() => new("--model")
    {
        Description = $"A model of `dosmodel train` (default: the shipped {File}).",
        HelpName = "FILE",
    };

    /// <summary>Where the shipped model lies.</summary>
    public static string Shipped(string data) => Path.Combine(data, Folder, File);

    /// <exception cref="VerbException">There is no such file.</exception>
    /// <exception cref="Formats.InvalidFileException">It is no model.</exception>
    public static (string File, DosModel Model) Read(string? named)
    {
        string file = named ?? Shipped(SeedData.Find());
        return System.IO.File.Exists(file)
            ? (file, DosModelFile.Read(file))
            : throw VerbException.Absent($"{file}: there is no such model; `similarity dosmodel "
                + "train` makes one");
    }
}
