using System.Collections.Immutable;

namespace Similarity.Benchmarks.Studies;

/// <summary>
/// Is the nearest neighbour of a polymorph known by name, among all other entries of its
/// composition at the same volume per atom, the same polymorph? For spectral fingerprints, for
/// geometry alone and for chance.
/// </summary>
internal static class PolymorphStudy
{
    private static readonly double[] KineticSpacings = [0.5, 0.35, 0.7];
    private static readonly double[] Gfn0Spacings = [0.5, 0.35];

    private static readonly ImmutableArray<PolymorphDescriptor> Geometry =
    [
        PolymorphDescriptor.OfVectors("volume per atom", entry => [entry.VolumePerAtom]),
        PolymorphDescriptor.OfVectors(
            "100 mean sorted distances by element",
            entry => GeometryBaselines.SortedDistances(entry.Crystal, 100)),
        PolymorphDescriptor.OfVectors(
            "radial distribution by elements, σ = 0.1 Å",
            entry => GeometryBaselines.RadialDistribution(entry.Crystal, 0.1)),
        PolymorphDescriptor.OfVectors(
            "radial distribution by elements, σ = 0.3 Å",
            entry => GeometryBaselines.RadialDistribution(entry.Crystal, 0.3)),
    ];

    public static void Run(string[] arguments)
    {
        var study = StudyArguments.Parse(arguments);
        PolymorphFamily[] families =
        [
            .. PolymorphFamily.ReadAll().Where(
                family => study.Only?.Split(',').Contains(family.Composition) ?? true),
        ];
        PolymorphEntry[] entries =
            [.. families.SelectMany(family => family.Entries.Concat(family.Measured))];
        StoredBands[] kinetic = [.. KineticSpacings.Select(spacing => Bands("kinetic", spacing))];
        StoredBands[] gfn0 = [.. Gfn0Spacings.Select(spacing => Bands("gfn0", spacing))];
        PolymorphDescriptor[] descriptors =
        [
            .. Geometry,
            .. kinetic.SelectMany(PolymorphSpectra.Kinetic),
            .. gfn0.SelectMany(PolymorphSpectra.Gfn0),
            .. kinetic.Zip(gfn0).Select(bands => PolymorphDescriptor.Sum(
                PolymorphSpectra.UsualKinetic(bands.First),
                PolymorphSpectra.WideGfn0(bands.Second, "0.3"))),
        ];
        PolymorphScore[] scores =
            [.. descriptors.Select(descriptor => PolymorphScore.Of(descriptor, families))];
        Print(families, scores);

        StoredBands Bands(string operatorName, double spacing)
        {
            using var bands = new StoredBands(operatorName, spacing, study.Cache);
            bands.Compute(entries, study.Threads);
            return bands;
        }
    }

    private static void Print(PolymorphFamily[] families, PolymorphScore[] scores)
    {
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
