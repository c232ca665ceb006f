using System.CommandLine;
using Similarity.Catalog.Import;
using Similarity.Cli.CommandLine;

namespace Similarity.Cli.Verbs;

/// <summary>--id-by: what files with one material are called by.</summary>
internal static class IdByOption
{
    private const string ByName = "name", ByPath = "path";

    public static Option<string> Create()
    {
        var option = new Option<string>("--id-by")
        {
            Description = "What a file with one material is called by: name (its path, if the "
                + "name is one like POSCAR that many files have) or path, as it is given.",
            HelpName = "name|path",
            DefaultValueFactory = _ => ByName,
        };
        option.TakeOneOf(ByName, ByPath);
        return option;
    }

    public static IdBy Of(ParseResult result, Option<string> option) =>
        result.GetValue(option) == ByPath ? IdBy.Path : IdBy.Name;

    /// <summary>The option as it is written; none for what holds without it.</summary>
    public static string[] Words(IdBy by) => by == IdBy.Path ? [$"--id-by={ByPath}"] : [];
}
