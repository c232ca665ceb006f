using Similarity.Cli.CommandLine;
using Similarity.Cli.Densities;
using Similarity.Fingerprints;

namespace Similarity.Cli.Verbs;

/// <summary>Which fingerprint the user asked for.</summary>
/// <param name="FromStructure">
/// Whether a file that holds bands and the structure they belong to counts as a structure: the
/// operator is named, or the kind has one of its own.
/// </param>
internal sealed record RecipeChoice(FingerprintRecipe Recipe, bool FromStructure)
{
    private const string Operator = "operator";

    /// <param name="settings">Each as "name=value"; null for none.</param>
    /// <exception cref="VerbException">No such kind or setting.</exception>
    public static RecipeChoice Parse(string kind, IEnumerable<string>? settings)
    {
        if (kind == DensityChoice.Kind)
        {
            throw VerbException.Usage(
                $"--kind {kind} is no vector: `compare` and `matrix` compare molecules by it");
        }

        SortedDictionary<string, string> given = SettingsOption.Parse(settings);
        try
        {
            var recipe = FingerprintRecipe.Parse(kind, given);
            return new RecipeChoice(
                recipe, given.ContainsKey(Operator) || recipe.PrefersStructure);
        }
        catch (ArgumentException e)
        {
            throw VerbException.Usage(e.Message);
        }
    }
}
