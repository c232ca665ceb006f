using System.Collections.Immutable;
using System.CommandLine;
using Similarity.Catalog.Import;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Verbs;
using Similarity.Fingerprints;

namespace Similarity.Cli.Databases;

/// <summary>
/// --kind and --set where several kinds may be named: a setting is of all of them, or of one as
/// KIND:NAME=VALUE.
/// </summary>
internal sealed class KindOptions
{
    /// <summary>What materials are compared by when nothing is said.</summary>
    public const string DefaultKind = ImportKind.UsualKind;

    private readonly Option<string[]> kinds = new("--kind")
    {
        Description = $"A kind of fingerprint, {string.Join(", ", FingerprintRecipe.Kinds)}; may "
            + $"be repeated (default {DefaultKind}).",
        HelpName = "K",
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<string[]> settings = SettingsOption.Create(
        "A setting of all kinds, NAME=VALUE, or of one, KIND:NAME=VALUE; may be repeated.");

    public KindOptions() => kinds.CompletionSources.Add([.. FingerprintRecipe.Kinds]);

    public void AddTo(Command verb)
    {
        verb.Add(kinds);
        verb.Add(settings);
    }

    /// <summary>Each kind once, in the order they were named.</summary>
    public ImmutableArray<ImportKind> Of(ParseResult result) =>
        Parse(result.GetValue(kinds), result.GetValue(settings));

    /// <summary>The same choice on another command line.</summary>
    public IEnumerable<string> Words(ParseResult result) =>
    [
        .. (result.GetValue(kinds) ?? []).Select(kind => $"--kind={kind}"),
        .. (result.GetValue(settings) ?? []).Select(setting => $"--set={setting}"),
    ];

    /// <exception cref="VerbException">No such kind or setting.</exception>
    public static ImmutableArray<ImportKind> Parse(
        IReadOnlyList<string>? kinds, IReadOnlyList<string>? settings)
    {
        string[] names = kinds is null or [] ? [DefaultKind] : [.. kinds.Distinct()];
        foreach (string setting in settings ?? [])
        {
            if (KindOf(setting) is { } kind && !names.Contains(kind))
            {
                throw VerbException.Usage(
                    $"--set {setting}: no --kind {kind} is asked for");
            }
        }

        return
        [
            .. names.Select(name =>
            {
                var choice = RecipeChoice.Parse(name, (settings ?? [])
                    .Where(setting => (KindOf(setting) ?? name) == name)
                    .Select(setting => KindOf(setting) is null
                        ? setting
                        : setting[(name.Length + 1)..]));
                return new ImportKind(choice.Recipe, choice.FromStructure);
            }),
        ];
    }

    /// <summary>The kind in front of a setting; a colon in a value is no such mark.</summary>
    private static string? KindOf(string setting)
    {
        string name = setting.Split('=', 2)[0];
        int mark = name.IndexOf(':', StringComparison.Ordinal);
        return mark < 0 ? null : name[..mark];
    }
}
