using System.CommandLine;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Demo;
using Similarity.Screening;

namespace Similarity.Cli.Screening;

/// <summary>--model: the shipped one, or one's own.</summary>
internal static class ModelOption
{
    private const string Folder = "models", File = "transparent-conductors.forest";
    private const string Curve = "transparent-conductors.curve.json";

    public static Option<string?> Create() => new("--model")
    {
        Description = $"A model of `screen train` (default: the shipped {File}).",
        HelpName = "FILE",
    };

    /// <summary>Where the shipped model lies.</summary>
    public static string Shipped(string data) => Path.Combine(data, Folder, File);

    /// <summary>How its kind learns: a document of `screen curve`.</summary>
    public static string ShippedCurve(string data) => Path.Combine(data, Folder, Curve);

    /// <exception cref="VerbException">There is no such file.</exception>
    /// <exception cref="Formats.InvalidFileException">It is no model.</exception>
    public static (string File, ScreeningModel Model) Read(string? named)
    {
        string file = named ?? Shipped(SeedData.Find());
        return System.IO.File.Exists(file)
            ? (file, ScreeningModel.Read(file))
            : throw VerbException.Absent($"{file}: there is no such model; `similarity screen "
                + "train` makes one");
    }
}
