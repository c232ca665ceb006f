using Similarity.Cli.Matrices;
using Similarity.DensityModels.AtomCentred.Fitting;
using Similarity.Fingerprints;

namespace Similarity.Cli.Densities;

/// <summary>A metric between all pairs of densities.</summary>
internal static class DensityMatrix
{
    public static PairMatrix Of(
        IReadOnlyList<FittedDensity> densities,
        DensityChoice choice,
        FingerprintMetric metric,
        int threads,
        CancellationToken cancellation)
    {
        double[] selves = new double[densities.Count];
        Parallel.For(
            0,
            selves.Length,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = threads,
                CancellationToken = cancellation,
            },
            i => selves[i] = choice.Comparison.Self(densities[i]));
        return PairMatrix.Of(
            densities.Count,
            metric,
            (i, j) => DensityChoice.ValueOf(
                i == j
                    ? new(selves[i], selves[i], selves[i])
                    : choice.Comparison.Compare(densities[i], densities[j], selves[i], selves[j]),
                metric),
            threads,
            cancellation);
    }
}
