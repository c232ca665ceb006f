using System.CommandLine;
using Similarity.Catalog.Import;
using Similarity.Fingerprints;

namespace Similarity.Cli.Verbs;

/// <summary>
/// --kind and --set: which fingerprint, as every verb on fingerprints asks for it.
/// </summary>
internal sealed class RecipeOptions
{
    private readonly Option<string> kind = new("--kind")
    {
        Description = $"Kind of fingerprint: {string.Join(", ", FingerprintRecipe.Kinds)}.",
        HelpName = "K",
        Required = true,
    };

    private readonly Option<string[]> settings = SettingsOption.Create(
        "A setting of the kind or of the operator behind it, as operator=gfn0, sigma=0.1 or "
            + "per=cell; may be repeated.");

    public RecipeOptions() => kind.CompletionSources.Add([.. FingerprintRecipe.Kinds]);

    public void AddTo(Command verb)
    {
        verb.Add(kind);
        verb.Add(settings);
    }

    public ImportKind Of(ParseResult result) =>
        RecipeChoice.Parse(result.GetRequiredValue(kind), result.GetValue(settings));
}
