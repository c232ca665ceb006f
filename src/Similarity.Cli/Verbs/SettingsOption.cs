using System.CommandLine;
using Similarity.Cli.CommandLine;

namespace Similarity.Cli.Verbs;

/// <summary>--set name=value, as often as needed.</summary>
internal static class SettingsOption
{
    public static Option<string[]> Create(string help) => new("--set")
    {
        Description = help,
        HelpName = "NAME=VALUE",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    /// <exception cref="VerbException">Not name=value, or a name twice.</exception>
    public static SortedDictionary<string, string> Parse(IEnumerable<string>? settings)
    {
        var parsed = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (string setting in settings ?? [])
        {
            string[] parts = setting.Split('=', 2);
            if (parts.Length < 2 || parts[0].Length == 0)
            {
                throw VerbException.Usage($"--set expects NAME=VALUE, not '{setting}'");
            }

            if (!parsed.TryAdd(parts[0], parts[1]))
            {
                throw VerbException.Usage($"--set {parts[0]} is given twice");
            }
        }

        return parsed;
    }
}
