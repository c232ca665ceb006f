using System.Collections.Immutable;
using Similarity.Catalog.Import;
using Similarity.Cli.Verbs;
using Similarity.Fingerprints;
using Similarity.Learning;

namespace Similarity.Cli.Demo;

/// <summary>How alike the shipped polymorphs are by one kind of fingerprint.</summary>
/// <param name="Title">The kind in words.</param>
/// <param name="Distances">Euclidean, between the fingerprints in the order of the polymorphs.
/// </param>
/// <param name="Failed">Structures without a fingerprint.</param>
internal sealed record SimilaritySurvey(
    string Title,
    ImmutableArray<Polymorph> Polymorphs,
    DistanceMatrix Distances,
    ImmutableArray<FileFailure> Failed)
{
    /// <summary>
    /// A handful of large cells would take longer than all others together.
    /// </summary>
    private const int MostAtoms = 40;

    /// <summary>
    /// Names and settings of the fingerprints that the demo makes. All structures are first scaled
    /// to the same volume per atom, so that shape counts and not the length of bonds, and k-points
    /// are coarse, so that it stays a demo.
    /// </summary>
    public static ImmutableArray<(string Title, ImportKind Choice)> Kinds { get; } =
    [
        ("kinetic", RecipeChoice.Parse("kinetic", ["volume=12", "kdensity=0.35"])),
        (
            "GFN0",
            RecipeChoice.Parse(
                "spectral-vbm-cbm-wide", ["operator=gfn0", "volume=12", "kdensity=0.35"])),
    ];

    public static Polymorph[] Small(IEnumerable<Polymorph> polymorphs) =>
    [
        .. polymorphs.Where(polymorph =>
            polymorph.Crystal.Count <= MostAtoms && polymorph.Crystal.IsOrdered),
    ];

    /// <param name="finished">Called after each structure.</param>
    public static SimilaritySurvey Run(
        string title,
        ImportKind choice,
        Polymorph[] polymorphs,
        int threads,
        Action finished,
        CancellationToken cancellation)
    {
        var made = new List<(Polymorph Polymorph, Fingerprint Fingerprint)>();
        var failed = new List<FileFailure>();
        IEnumerable<FingerprintInput> inputs = polymorphs.Select(polymorph =>
            new FingerprintInput(polymorph.Name, polymorph.File) { Crystal = polymorph.Crystal });
        foreach ((Polymorph polymorph, FingerprintOutcome outcome) in polymorphs.Zip(
            FingerprintBatch.Run(inputs, choice, polymorphs.Length, threads, cancellation)))
        {
            if (outcome.Fingerprint is { } fingerprint)
            {
                made.Add((polymorph, fingerprint));
            }
            else
            {
                failed.Add(new FileFailure(polymorph.File, outcome.WhyNone!, null, null));
            }

            finished();
        }

        FingerprintMetric metric = FingerprintMetric.Find("euclidean");
        return new SimilaritySurvey(
            title,
            [.. made.Select(item => item.Polymorph)],
            DistanceMatrix.Of(
                made.Count,
                (i, j) => metric.Compare(made[i].Fingerprint, made[j].Fingerprint),
                threads,
                cancellation),
            [.. failed]);
    }

    /// <summary>
    /// The other polymorph at the smallest distance among some; null without any.
    /// </summary>
    public int? Nearest(int polymorph, Func<Polymorph, bool> among) => Enumerable
        .Range(0, Polymorphs.Length)
        .Where(other => other != polymorph && among(Polymorphs[other]))
        .Select(other => (int?)other)
        .MinBy(other => Distances[polymorph, other!.Value]);

    /// <summary>
    /// Of the polymorphs whose family has another entry of the same space group, how many have one
    /// as the nearest of their family.
    /// </summary>
    public (int Found, int Asked) SameSpaceGroup()
    {
        int found = 0, asked = 0;
        for (int i = 0; i < Polymorphs.Length; i++)
        {
            Polymorph own = Polymorphs[i];
            bool IsFamily(Polymorph other) => other.Family == own.Family;
            bool IsTwin(Polymorph other) =>
                IsFamily(other) && other.SpaceGroup.Number == own.SpaceGroup.Number;
            if (Nearest(i, IsTwin) is not null)
            {
                asked++;
                found += IsTwin(Polymorphs[Nearest(i, IsFamily)!.Value]) ? 1 : 0;
            }
        }

        return (found, asked);
    }

    /// <summary>How many have a polymorph of their own family as the nearest of all.</summary>
    public int SameFamily() => Enumerable.Range(0, Polymorphs.Length).Count(i =>
        Nearest(i, _ => true) is int nearest
        && Polymorphs[nearest].Family == Polymorphs[i].Family);

    /// <summary>The part of one family.</summary>
    public (ImmutableArray<Polymorph> Polymorphs, DistanceMatrix Distances) Family(string name)
    {
        int[] members =
        [
            .. Enumerable.Range(0, Polymorphs.Length).Where(i => Polymorphs[i].Family == name),
        ];
        return (
            [.. members.Select(i => Polymorphs[i])],
            DistanceMatrix.Of(members.Length, (i, j) => Distances[members[i], members[j]]));
    }
}
