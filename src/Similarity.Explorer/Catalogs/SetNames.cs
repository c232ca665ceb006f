using System.Collections.Immutable;
using System.Globalization;
using Similarity.Catalog;

namespace Similarity.Explorer.Catalogs;

/// <summary>
/// What the fingerprints of a catalog are called: their kind; where there are several of a kind,
/// with the parameters that tell them apart, as "nomad[cutoff=5]".
/// </summary>
internal static class SetNames
{
    public static ImmutableArray<(string Name, FingerprintSet Set)> Of(
        IReadOnlyList<FingerprintSet> sets) =>
    [
        .. sets.GroupBy(set => set.Kind)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .SelectMany(group => Of(group.Key, [.. group])),
    ];

    private static IEnumerable<(string, FingerprintSet)> Of(string kind, FingerprintSet[] sets)
    {
        if (sets.Length == 1)
        {
            return [(kind, sets[0])];
        }

        string[] differing =
        [
            .. sets.SelectMany(set => set.Parameters.Keys).Distinct()
                .Where(name => sets.Select(set => set.Parameters.GetValueOrDefault(name))
                    .Distinct().Count() > 1)
                .Order(StringComparer.Ordinal),
        ];
        string[] names = [.. sets.Select(set => string.Join(',', differing
            .Where(set.Parameters.ContainsKey)
            .Select(name => $"{name}={set.Parameters[name]}")))];
        return sets.Select((set, i) => (
            names.Count(name => name == names[i]) == 1
                ? $"{kind}[{names[i]}]"
                : string.Create(CultureInfo.InvariantCulture, $"{kind}[{i + 1}]"),
            set));
    }
}
