using Similarity.Crystals;
using Similarity.DosModels;
using Similarity.Formats;
using Similarity.Learning;

namespace Similarity.Tests.DosModels;

/// <summary>Some of the shipped silicon samples, every fifth.</summary>
internal static class Samples
{
    private const double Ev = 1 / PhysicalConstants.HartreeInEv;

    /// <summary>Small, for tests to be quick.</summary>
    public static DosDescriptor Descriptor { get; } =
        new() { RadialFunctions = 4, MaxAngular = 3 };

    private static readonly Lazy<DosSample[]> Read = new(() =>
    [
        .. DosSampleFile.Read(new FileSource(RepositoryFile.Database("dos/silicon-pbe.jsonl.gz")))
            .Where((_, i) => i % 5 == 0),
    ]);

    private static readonly Lazy<DosTarget[]> Made =
        new(() => DosTarget.Of(Silicon, 0.3 * Ev, 0.05 * Ev, 2));

    private static readonly Lazy<GroupedRows> Seen = new(() => DosModel.EnvironmentsOf(
        Descriptor.Of([Silicon[0].Crystal.Sites[0].Element]),
        [.. Silicon.Select(sample => sample.Crystal)],
        2));

    public static DosSample[] Silicon => Read.Value;

    public static DosTarget[] Targets => Made.Value;

    public static GroupedRows Environments => Seen.Value;

    public static Element Element => Silicon[0].Crystal.Sites[0].Element;
}
