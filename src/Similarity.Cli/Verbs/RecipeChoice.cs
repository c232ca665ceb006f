using Similarity.Catalog.Import;
using Similarity.Cli.CommandLine;
using Similarity.Cli.Densities;
using Similarity.Fingerprints;

namespace Similarity.Cli.Verbs;

/// <summary>Which fingerprint the user asked for.</summary>
internal static class RecipeChoice
{
    private const string Operator = "operator";

    /// <param name="settings">Each as "name=value"; null for none.</param>
    /// <exception cref="VerbException">No such kind or setting.</exception>
    public static ImportKind Parse(string kind, IEnumerable<string>? settings)
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
            return new ImportKind(
                recipe, given.ContainsKey(Operator) || recipe.PrefersStructure);
        }
        catch (AbsentModelException e)
        {
            throw VerbException.Absent(e.Message);
        }
        catch (ArgumentException e)
        {
            throw VerbException.Usage(e.Message);
        }
    }
}
