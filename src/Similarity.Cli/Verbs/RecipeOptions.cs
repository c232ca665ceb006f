using System.CommandLine;
using Similarity.Catalog.Import;
using Similarity.Cli.Densities;
using Similarity.Fingerprints;

namespace Similarity.Cli.Verbs;

/// <summary>
/// --kind and --set: which fingerprint, as every verb on fingerprints asks for it.
/// </summary>
internal sealed class RecipeOptions
{
    private readonly Option<string> kind;

    private readonly Option<string[]> settings = SettingsOption.Create(
        "A setting of the kind or of the operator behind it, as operator=gfn0, sigma=0.1 or "
            + "per=cell; may be repeated.");

    /// <param name="extra">Another kind that the verb knows, of what is no vector.</param>
    public RecipeOptions(string? extra = null)
    {
        string[] kinds = [.. FingerprintRecipe.Kinds, .. extra is null ? [] : new[] { extra }];
        kind = new("--kind")
        {
            Description = $"Kind of fingerprint: {string.Join(", ", kinds)}.",
            HelpName = "K",
            Required = true,
        };
        kind.CompletionSources.Add(kinds);
    }

    public void AddTo(Command verb)
    {
        verb.Add(kind);
        verb.Add(settings);
    }

    /// <summary>Null for all kinds but that of densities.</summary>
    public DensityChoice? DensitiesOf(ParseResult result) =>
        result.GetRequiredValue(kind) == DensityChoice.Kind
            ? DensityChoice.Parse(result.GetValue(settings))
            : null;

    public ImportKind Of(ParseResult result) =>
        RecipeChoice.Parse(result.GetRequiredValue(kind), result.GetValue(settings));
}
