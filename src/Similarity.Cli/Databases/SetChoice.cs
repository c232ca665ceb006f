using System.Globalization;
using Similarity.Catalog;
using Similarity.Cli.Batches;
using Similarity.Cli.CommandLine;
using Similarity.Fingerprints;

namespace Similarity.Cli.Databases;

/// <summary>Which fingerprints of a database are meant, by --kind and --set.</summary>
internal static class SetChoice
{
    /// <summary>
    /// The only set, or the one of a kind whose parameters have the values given, or which a build
    /// with these settings makes.
    /// </summary>
    /// <param name="kind">Null for any.</param>
    /// <exception cref="VerbException">None is meant, or several are.</exception>
    public static FingerprintSet Find(
        ICatalogStore store, string? kind, IReadOnlyDictionary<string, string> settings)
    {
        FingerprintSet[] all = [.. store.Sets()];
        FingerprintSet[] ofKind = [.. all.Where(set => kind is null || set.Kind == kind)];
        FingerprintSet[] meant =
        [
            .. ofKind.Where(set => settings.All(pair =>
                set.Parameters.GetValueOrDefault(pair.Key) == pair.Value)),
        ];
        if (meant.Length == 0)
        {
            meant = [.. ofKind.Where(set => IsMadeBy(set, settings))];
        }

        if (meant.Length > 1)
        {
            // What could be made of no material is not meant where something was made.
            FingerprintSet[] filled = [.. meant.Where(set => store.Keys(set).Any())];
            meant = filled.Length > 0 ? filled : meant;
        }

        if (meant.Length == 1)
        {
            return meant[0];
        }

        string asked = string.Join(
            ' ',
            new[] { kind is null ? "" : $"--kind {kind}" }
                .Concat(settings.Select(pair => $"--set {pair.Key}={pair.Value}"))).Trim();
        if (meant.Length == 0)
        {
            throw VerbException.Absent(all.Length == 0
                ? $"{store.Location}: holds no fingerprints; `similarity build` makes them"
                : $"{store.Location}: holds no fingerprints {asked}; it holds "
                    + string.Join("; ", all.Select(Describe)));
        }

        string which = asked.Length == 0 ? "holds" : $"'{asked}' means";
        throw VerbException.Usage(string.Create(
            CultureInfo.InvariantCulture,
            $"{store.Location}: {which} {meant.Length} sets of fingerprints; say which by "
            + $"{Differences(meant)}"));
    }

    /// <summary>Settings have more than one form: emin, emax and points are windows.</summary>
    private static bool IsMadeBy(
        FingerprintSet set, IReadOnlyDictionary<string, string> settings)
    {
        try
        {
            var recipe = FingerprintRecipe.Parse(set.Kind, settings);

            // Scales come from what was built; who asks need not know them.
            if (recipe.NeedsScales
                && set.Parameters.TryGetValue(LearnedScales.Setting, out string? scales))
            {
                recipe = FingerprintRecipe.Parse(
                    set.Kind, recipe.Parameters.SetItem(LearnedScales.Setting, scales));
            }

            return FingerprintSet.IdentityOf(recipe) == set.Identity;
        }
        catch (ArgumentException)
        {
            // Another kind may know the setting; what none knows is said below.
            return false;
        }
    }

    private static string Describe(FingerprintSet set) => $"{set.Kind} ({set.GridId})";

    /// <summary>The options that tell sets apart: kinds, else parameters that differ.</summary>
    private static string Differences(FingerprintSet[] sets)
    {
        string[] kinds = [.. sets.Select(set => set.Kind).Distinct()];
        if (kinds.Length == sets.Length)
        {
            return "--kind: " + string.Join(", ", kinds);
        }

        string[] differing =
        [
            .. sets.SelectMany(set => set.Parameters.Keys).Distinct()
                .Where(name => sets
                    .Select(set => set.Parameters.GetValueOrDefault(name))
                    .Distinct().Count() > 1)
                .Order(StringComparer.Ordinal),
        ];
        return "--kind and --set: " + string.Join("; ", sets.Select(set => string.Join(
            ' ',
            new[] { set.Kind }.Concat(differing
                .Where(set.Parameters.ContainsKey)
                .Select(name => $"{name}={set.Parameters[name]}")))));
    }
}
