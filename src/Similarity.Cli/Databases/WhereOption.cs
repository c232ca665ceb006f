using System.CommandLine;
using System.Text.RegularExpressions;
using Similarity.Catalog;
using Similarity.Catalog.Filters;
using Similarity.Cli.CommandLine;

namespace Similarity.Cli.Databases;

/// <summary>--where: a filter of materials.</summary>
internal static partial class WhereOption
{
    public static Option<string?> Create() => new("--where")
    {
        Description = "Only materials of which this is true, as 'elements has all (O, Ti) and "
            + "gap_ev > 1.5'; the language is in src/docs/filters.md.",
        HelpName = "EXPR",
    };

    /// <summary>
    /// Says of which properties no material has a value: a mistyped name selects nothing, and
    /// neither does a gap where all that was read is structures.
    /// </summary>
    /// <param name="text">That was parsed before.</param>
    public static void Warn(string? text, ICatalogStore store, VerbConsole console)
    {
        if (text is null)
        {
            return;
        }

        // The store is asked for the names in the filter alone, and stops at the first material.
        IEnumerable<string> known = FilterParser.Parse(text, []).Warnings
            .Select(warning => NamePattern().Match(text, warning.Column - 1))
            .Where(name => name.Success)
            .Select(name => name.Value)
            .Distinct()
            .Where(FilterProperty.IsUserName)
            .Where(name => store.Materials(
                new KnownCondition(FilterProperty.Of(name), IsKnown: true)).Any());
        ParsedFilter parsed = FilterParser.Parse(text, known);
        foreach (FilterWarning warning in parsed.Warnings)
        {
            console.Warn($"--where: {warning.Message}");
        }

        if (parsed.Properties.Contains(FilterProperty.GapEv)
            && !store.Materials(new KnownCondition(FilterProperty.GapEv, IsKnown: true)).Any())
        {
            console.Warn($"--where: {FilterWarning.NoGaps}");
        }
    }

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

    [GeneratedRegex(@"\G[A-Za-z_][A-Za-z0-9_]*", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
