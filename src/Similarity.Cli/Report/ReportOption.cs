using System.CommandLine;
using Similarity.Cli.CommandLine;

namespace Similarity.Cli.Report;

/// <summary>--report FILE: the result as a page that needs nothing but itself.</summary>
internal static class ReportOption
{
    public const string Name = "--report";

    public static Option<string?> Create() => new(Name)
    {
        Description = "Write a page (HTML, one file) with interactive plots and tables.",
        HelpName = "FILE",
    };

    public static OutputFile? Of(ParseResult result, Option<string?> option) =>
        OutputFile.Probe(Name, result.GetValue(option));

    /// <summary>How the page was made.</summary>
    public static string Footer(string verb)
    {
        string version = typeof(ReportOption).Assembly.GetName().Version!.ToString(3);
        return $"Made by similarity {verb}, version {version}. This file needs no network.";
    }
}
