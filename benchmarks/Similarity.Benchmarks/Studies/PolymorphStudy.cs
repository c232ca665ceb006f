using System.Collections.Immutable;

namespace Similarity.Benchmarks.Studies;

/// <summary>
/// Is the nearest neighbour of a polymorph known by name, among all other entries of its
/// composition at the same volume per atom, the same polymorph? For spectral fingerprints, for
/// geometry alone and for chance.
/// </summary>
internal static class PolymorphStudy
{
    private const double FirstPrinciplesSpacing = 0.5;

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
            .. gfn0.SelectMany(PolymorphSpectra.Valence),
            .. kinetic.Zip(gfn0).Select(bands => PolymorphDescriptor.Sum(
                PolymorphSpectra.UsualKinetic(bands.First),
                PolymorphSpectra.Wide(bands.Second, "0.3"))),
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

    /// <summary>
    /// The same with the operators of first principles beside the others, on one mesh. Structures
    /// are solved in the order of their size, so that a study ended early has the small ones.
    /// </summary>
    public static void RunFirstPrinciples(string[] arguments)
    {
        var study = StudyArguments.Parse(arguments);
        PolymorphFamily[] families =
        [
            .. PolymorphFamily.ReadAll(study.Atoms ?? int.MaxValue).Where(
                family => study.Only?.Split(',').Contains(family.Composition) ?? true),
        ];
        PolymorphEntry[] entries =
        [
            .. families.SelectMany(family => family.Entries.Concat(family.Measured))
                .OrderBy(entry => entry.Atoms),
        ];
        StoredBands kinetic = Bands("kinetic");
        StoredBands[] valence =
            [.. (study.Operators ?? "gfn0,ks,sap").Split(',').Select(Bands)];
        PolymorphDescriptor[] descriptors =
        [
            .. Geometry,
            PolymorphSpectra.UsualKinetic(kinetic),
            .. valence.SelectMany(PolymorphSpectra.Valence),
            .. valence.Select(bands => PolymorphDescriptor.Sum(
                PolymorphSpectra.UsualKinetic(kinetic), PolymorphSpectra.Wide(bands, "0.3"))),
            .. valence.Skip(1).Select(bands => PolymorphDescriptor.Sum(
                PolymorphSpectra.Wide(valence[0], "0.3"), PolymorphSpectra.Wide(bands, "0.3"))),
        ];
        Console.WriteLine(
            $"{families.Length} compositions, {entries.Length} structures of up to "
            + $"{entries.Max(entry => entry.Atoms)} atoms");
        Print(
            families,
            [.. descriptors.Select(descriptor => PolymorphScore.Of(descriptor, families))]);
        Console.WriteLine();
        Console.WriteLine(PolymorphSeparation.Header);
        foreach (PolymorphDescriptor descriptor in descriptors)
        {
            Console.WriteLine(PolymorphSeparation.Row(descriptor, families));
        }

        StoredBands Bands(string operatorName)
        {
            using var bands =
                new StoredBands(operatorName, FirstPrinciplesSpacing, study.Cache);
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
