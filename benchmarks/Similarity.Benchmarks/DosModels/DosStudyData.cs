using Similarity.DosModels;
using Similarity.Formats;
using Similarity.Learning;
using Similarity.Learning.Validation;
using Similarity.Numerics;

namespace Similarity.Benchmarks.DosModels;

/// <summary>Samples of a file with targets and environments, and the ways they are split.</summary>
internal sealed class DosStudyData
{
    private const int FoldCount = 5;

    private DosStudyData(DosTarget[] targets, GroupedRows environments)
    {
        Targets = targets;
        Environments = environments;
    }

    public DosTarget[] Targets { get; }

    public GroupedRows Environments { get; }

    /// <param name="refine">
    /// Of the meshes of k-points, by Fourier interpolation; 1 for none.
    /// </param>
    public static DosStudyData Read(string file, double sigmaEv, int refine, int threads)
    {
        DosSample[] samples =
        [
            .. DosSampleFile.Read(new FileSource(file)).Select(sample => refine == 1
                ? sample
                : sample with { Bands = FourierBands.Refine(sample.Bands, refine)! }),
        ];
        double sigma = sigmaEv / PhysicalConstants.HartreeInEv;
        DosTarget[] targets = DosTarget.Of(samples, sigma, sigma / 6, threads);
        return new DosStudyData(
            targets,
            DosModel.EnvironmentsOf(
                new DosDescriptor().Of([samples[0].Crystal.Sites[0].Element]),
                [.. samples.Select(sample => sample.Crystal)],
                threads));
    }

    /// <summary>
    /// Parts to learn from and to predict: fifths at random, fifths of whole families, liquids,
    /// and the β-tin and simple hexagonal phases.
    /// </summary>
    public IEnumerable<(string Name, (int[] Train, int[] Test)[] Parts)> Splits()
    {
        string[] families = [.. Targets.Select(target => target.Sample.Family)];
        yield return (
            "random", Parts(Folds.Random(families.Length, FoldCount, new RandomStream(1))));
        yield return ("family", Parts(Folds.OfGroups(families, FoldCount, new RandomStream(1))));
        yield return ("liquid", [Hold(families, "liq6", "liq8")]);
        yield return ("metallic", [Hold(families, "bt", "bt4", "sh", "sh4")]);
    }

    public DosStudyData Select(int[] rows) => new(
        [.. rows.Select(row => Targets[row])], Environments.Select(rows));

    private static (int[], int[])[] Parts(int[] foldOf) =>
    [
        .. Enumerable.Range(0, FoldCount).Select(fold => Divide(
            [.. foldOf.Select(own => own == fold)])),
    ];

    private static (int[], int[]) Hold(string[] families, params string[] held) =>
        Divide([.. families.Select(held.Contains)]);

    private static (int[] Train, int[] Test) Divide(bool[] held) => (
        [.. Enumerable.Range(0, held.Length).Where(i => !held[i])],
        [.. Enumerable.Range(0, held.Length).Where(i => held[i])]);
}
