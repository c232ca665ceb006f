using System.CommandLine;
using Similarity.Catalog.Filters;
using Similarity.Cli.CommandLine;

namespace Similarity.Cli.Databases;

/// <summary>--where: a filter of materials.</summary>
internal static class WhereOption
{
    public static Option<string?> Create() => new("--where")
    {
        Description = "Only materials of which this is true, as 'elements has all (O, Ti) and "
            + "gap_ev > 1.5'; the language is in src/docs/filters.md.",
        HelpName = "EXPR",
    };

    /// <exception cref="VerbException">The text is no filter.</exception>
    public static Filter? Parse(string? text)
    {
        try
        {
            return text is null ? null : FilterParser.Parse(text);
        }
        catch (FilterSyntaxException e)
        {
            throw VerbException.Usage($"--where: {e.Message}");
        }
    }
}
