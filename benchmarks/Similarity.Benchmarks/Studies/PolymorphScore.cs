using System.Collections.Immutable;
using System.Globalization;
using Similarity.Learning.Validation;

namespace Similarity.Benchmarks.Studies;

/// <summary>
/// What share of named polymorphs have for their nearest neighbour the same polymorph, of those
/// that are there a second time; and one of the same space group, of those whose group is.
/// </summary>
internal sealed record PolymorphScore(
    string Name,
    ImmutableArray<PolymorphScore.Case> SamePolymorph,
    ImmutableArray<PolymorphScore.Case> SameGroup,
    string Tree)
{
    public const string Header =
        "| distance | same polymorph nearest | mean reciprocal rank "
        + "| same space group nearest | BaTiO3 tree |\n| --- | --- | ---: | --- | --- |";

    public IEnumerable<string> Misses => SamePolymorph
        .Where(found => found.Rank > 1)
        .Select(found => $"{found.Named}: {found.Nearest} is nearer, rank {found.Rank}");

    public static PolymorphScore Of(PolymorphDescriptor descriptor, PolymorphFamily[] families)
    {
        double[][][] distances =
            [.. families.Select(family => descriptor.Distances(family.Named, family.Entries))];
        return new(
            descriptor.Name,
            Cases(families, distances, PolymorphIdentity.AreSame),
            Cases(families, distances, PolymorphIdentity.ShareGroup),
            PerovskiteTree.Describe(descriptor, families));
    }

    public string Row() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Name} | {Text(SamePolymorph)} | {SamePolymorph.Average(found => 1.0 / found.Rank):F2} "
        + $"| {Text(SameGroup)} | {Tree} |");

    /// <summary>The shares if every entry were as likely to be the nearest.</summary>
    public static string ChanceRow(PolymorphFamily[] families) => string.Create(
        CultureInfo.InvariantCulture,
        $"| chance | {Chance(families, PolymorphIdentity.AreSame):P1} | "
        + $"| {Chance(families, PolymorphIdentity.ShareGroup):P1} | |");

    private static double Chance(
        PolymorphFamily[] families, Func<PolymorphEntry, PolymorphEntry, bool> isWanted) => families
        .SelectMany(family => family.Named
            .Where(named => family.Others(named).Any())
            .Select(named => family.Others(named)
                .Average(other => isWanted(named, other) ? 1.0 : 0)))
        .Where(share => share > 0)
        .Average();

    /// <param name="distances">By family, named polymorph and entry.</param>
    private static ImmutableArray<Case> Cases(
        PolymorphFamily[] families,
        double[][][] distances,
        Func<PolymorphEntry, PolymorphEntry, bool> isWanted) =>
    [
        .. families.SelectMany((family, f) => family.Named.Select((named, n) => (
                named,
                others: family.Entries.Index()
                    .Where(entry => entry.Item.MpId != named.MpId)
                    .Select(entry => (entry.Item, Distance: distances[f][n][entry.Index]))
                    .ToArray())))
            .Where(pair => pair.others.Any(other => isWanted(pair.named, other.Item)))
            .Select(pair => Rank(pair.named, pair.others, isWanted)),
    ];

    private static Case Rank(
        PolymorphEntry named,
        (PolymorphEntry Entry, double Distance)[] others,
        Func<PolymorphEntry, PolymorphEntry, bool> isWanted)
    {
        bool[] wanted = [.. others.Select(other => isWanted(named, other.Entry))];
        double best = others.Where((_, i) => wanted[i]).Min(other => other.Distance);

        // An unwanted entry that is as near counts against the distance.
        int rank = 1 + others.Where((other, i) => !wanted[i] && other.Distance <= best).Count();
        return new(named.Name, others.MinBy(other => other.Distance).Entry, rank);
    }

    private static string Text(ImmutableArray<Case> cases)
    {
        var hits = new Proportion(cases.Count(found => found.Rank == 1), cases.Length);
        ConfidenceInterval interval = hits.Interval();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{hits.Successes} of {hits.Trials}, {hits.Value:P0} ({interval.Low:P0} to "
            + $"{interval.High:P0})");
    }

    /// <param name="Rank">Of the nearest wanted entry, from 1.</param>
    internal sealed record Case(string Named, PolymorphEntry NearestEntry, int Rank)
    {
        public string Nearest =>
            $"{NearestEntry.Name} ({NearestEntry.SpaceGroup}, {NearestEntry.Atoms} atoms)";
    }
}
