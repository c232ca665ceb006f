using System.Collections.Immutable;
using System.Globalization;
using Similarity.Catalog.Import;
using Similarity.Crystals;
using Similarity.Fingerprints;
using Similarity.Numerics;
using Similarity.Spectra;

namespace Similarity.Catalog.Tests.Crashes;

/// <summary>
/// Materials whose fingerprints cost next to nothing, the same in every process: small densities of
/// states, some without a Fermi level, from which one of the kinds cannot be made.
/// </summary>
internal static class CrashItems
{
    public const int Count = 60;

    private const int Points = 60;

    /// <summary>Every so many materials have no Fermi level.</summary>
    private const int NoLevelEach = 7;

    private static readonly Lattice Cube =
        Lattice.FromParameters(new Vector3D(6, 6, 6), new Vector3D(90, 90, 90) * (Math.PI / 180));

    private static Element Silicon =>
        Element.TryParse("Si", out Element element) ? element : default;

    public static ImmutableArray<ImportKind> Kinds { get; } =
    [
        Kind(
            "spectral",
            ("centre", "zero"), ("emin", "-10"), ("emax", "10"), ("points", "64"), ("per", "cell")),
        Kind("spectral-fermi", ("per", "cell")),
    ];

    public static IEnumerable<ImportItem> First =>
        Enumerable.Range(0, Count).Select(i => Item(i, 1));

    /// <summary>Materials that were imported before, of other input.</summary>
    public static IEnumerable<ImportItem> Changed =>
        Enumerable.Range(0, Count).Where(i => i % 4 == 1).Select(i => Item(i, 2));

    public static ImportItem Item(int number, int version)
    {
        var random = new RandomStream((ulong)(1000 * version + number));
        double[] energies = [.. Enumerable.Range(0, Points).Select(i => -0.5 + i * (1.0 / Points))];
        double[] values = [.. energies.Select(_ => random.Uniform(0, 30))];
        string id = string.Create(CultureInfo.InvariantCulture, $"m-{number:D3}");
        Crystal? crystal = number % 3 == 0
            ? new Crystal(Cube, [new Site(Silicon, new Vector3D(0, 0, 0))])
            : null;
        var dos = new DensityOfStates(energies, values)
        {
            ReportedFermiLevel = number % NoLevelEach == 0 ? null : random.Uniform(-0.1, 0.1),
        };
        return new ImportItem(id, new FingerprintSubject(crystal, null, dos))
        {
            Source = "crashes",
            Properties = ImmutableSortedDictionary<string, PropertyValue>.Empty
                .Add("number", new PropertyValue.Number(number)),
        };
    }

    private static ImportKind Kind(string name, params (string Name, string Value)[] settings) =>
        new(
            FingerprintRecipe.Parse(
                name, settings.ToDictionary(setting => setting.Name, setting => setting.Value)),
            FromStructure: false);
}
