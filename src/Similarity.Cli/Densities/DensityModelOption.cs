using System.CommandLine;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Demo;
using Similarity.DensityModels.AtomCentred.Training;
using Similarity.Formats;

namespace Similarity.Cli.Densities;

/// <summary>--model: the shipped one of water, or one's own.</summary>
internal static class DensityModelOption
{
    private const string Folder = "models", File = "water.density";

    public static Option<string?> Create() => new("--model")
    {
        Description = $"A model of `density train` (default: the shipped {File}).",
        HelpName = "FILE",
    };

    public static string Shipped(string data) => Path.Combine(data, Folder, File);

    /// <exception cref="VerbException">There is no such file.</exception>
    /// <exception cref="InvalidFileException">It is no model.</exception>
    public static (string File, DensityModel Model) Read(string? named, int threads)
    {
        string file = named ?? Shipped(SeedData.Find());
        return System.IO.File.Exists(file)
            ? (file, DensityModelFile.Read(new FileSource(file), threads))
            : throw VerbException.Absent(
                $"{file}: there is no such model; `similarity density train` makes one");
    }
}
