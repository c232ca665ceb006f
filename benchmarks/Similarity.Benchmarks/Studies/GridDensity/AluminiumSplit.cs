using Similarity.DensityModels.GridPoint;

namespace Similarity.Benchmarks.Studies.GridDensity;

/// <summary>
/// The aluminium cells of database/densities by what they are for. Structures are dealt out by the
/// number of the snapshot, never points: snapshot 4 of every temperature and strain is for tests
/// (and the hottest 32-atom one), 3 for choices and calibration, the rest to learn from; cells with
/// a vacancy are for tests alone.
/// </summary>
internal sealed class AluminiumSplit
{
    private const string HottestTest = "al32_T1200_e0_0";

    private readonly ReferenceDensity[] all;

    public AluminiumSplit(string folder)
    {
        all =
        [
            .. Directory.GetFiles(folder, "*.npz").Order(StringComparer.Ordinal)
                .Select(ReferenceDensity.Read),
        ];
    }

    public ReferenceDensity[] SmallTrain => Of("al4_", "0", "1", "2");

    public ReferenceDensity[] SmallValidation => Of("al4_", "3");

    public ReferenceDensity[] SmallTest => Of("al4_", "4");

    /// <summary>One of each temperature first, so that the first few are as varied as can be.
    /// </summary>
    public ReferenceDensity[] LargeTrain =>
    [
        .. Of("al32_", "0", "1", "2").Where(density => density.Name != HottestTest)
            .OrderBy(density => density.Name[^1])
            .ThenBy(density => density.Name, StringComparer.Ordinal),
    ];

    public ReferenceDensity[] LargeValidation => Of("al32_", "3");

    public ReferenceDensity[] LargeTest =>
        [.. Of("al32_", "4"), .. all.Where(density => density.Name == HottestTest)];

    public ReferenceDensity[] Vacancies =>
        [.. all.Where(density => density.Name.StartsWith("al31vac_", StringComparison.Ordinal))];

    private ReferenceDensity[] Of(string prefix, params string[] snapshots) =>
    [
        .. all.Where(density => density.Name.StartsWith(prefix, StringComparison.Ordinal)
            && snapshots.Contains(density.Name[^1..])),
    ];
}
