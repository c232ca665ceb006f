using System.Collections.Immutable;

namespace Similarity.Benchmarks.Studies;

/// <summary>
/// Is the nearest neighbour of a polymorph known by name, among all other entries of its
/// composition at the same volume per atom, the same polymorph? For spectral fingerprints, for
/// geometry alone and for chance.
/// </summary>
internal static class PolymorphStudy
{
    private static readonly ImmutableArray<PolymorphDescriptor> Geometry =
    [
        new("volume per atom", entry => [entry.VolumePerAtom], PolymorphDescriptor.Euclidean),
        new(
            "100 mean sorted distances by element",
            entry => GeometryBaselines.SortedDistances(entry.Crystal, 100),
            PolymorphDescriptor.Euclidean),
        new(
            "radial distribution by elements, σ = 0.1 Å",
            entry => GeometryBaselines.RadialDistribution(entry.Crystal, 0.1),
            PolymorphDescriptor.Euclidean),
        new(
            "radial distribution by elements, σ = 0.3 Å",
            entry => GeometryBaselines.RadialDistribution(entry.Crystal, 0.3),
            PolymorphDescriptor.Euclidean),
    ];

    public static void Run(string[] arguments)
    {
        var study = StudyArguments.Parse(arguments);
        PolymorphFamily[] families =
        [
            .. PolymorphFamily.ReadAll().Where(
                family => study.Only?.Split(',').Contains(family.Composition) ?? true),
        ];
        PolymorphScore[] scores =
        [
            .. Geometry.Select(descriptor => PolymorphScore.Of(
                descriptor.Name,
                families,
                [.. families.Select(family => descriptor.Distances(family))])),
        ];
        Console.WriteLine(PolymorphScore.Header);
        Console.WriteLine(PolymorphScore.ChanceRow(families));
        foreach (PolymorphScore score in scores)
        {
            Console.WriteLine(score.Row());
        }

        foreach (PolymorphScore score in scores)
        {
            Console.WriteLine($"\n{score.Name}:\n\n- {string.Join("\n- ", score.Misses)}");
        }
    }
}
