using Similarity.Crystals;
using Similarity.DensityModels.AtomCentred.Equivariants;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DensityModels.AtomCentred.Kernels;

/// <summary>
/// The environments of one element that kernels are taken to, with their features per λ. For λ the
/// first M_λ of them serve.
/// </summary>
public sealed class SparseEnvironments
{
    private readonly Matrix<double>[] features;
    private readonly int[] counts;

    /// <param name="counts">M_λ per λ; M₀ is the number of environments.</param>
    public SparseEnvironments(
        Element element,
        IReadOnlyList<EnvironmentCluster> environments,
        EquivariantFeatures method,
        int[] counts,
        int threads = 1)
    {
        if (environments.Count == 0
            || counts is not [int most, ..]
            || most != environments.Count
            || Array.Exists(counts, count => count < 1 || count > most))
        {
            throw new ArgumentException(
                $"{environments.Count} environments of {element} for counts "
                + $"{string.Join(", ", counts)}",
                nameof(counts));
        }

        Element = element;
        Environments = environments;
        this.counts = counts;
        int highest = counts.Length - 1;
        features = new Matrix<double>[highest + 1];
        for (int lambda = 0; lambda <= highest; lambda++)
        {
            features[lambda] = new(
                counts[lambda] * (2 * lambda + 1), method.Length(lambda));
        }

        Parallel.For(
            0,
            environments.Count,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            i =>
            {
                Matrix<double>[] own = method.Compute(
                    method.Expansion.EnvironmentsOf(environments[i].Cluster), new[] { 0 }, highest);
                for (int lambda = 0; lambda <= highest; lambda++)
                {
                    if (i < counts[lambda])
                    {
                        own[lambda].Values.CopyTo(features[lambda].Values[
                            (i * (2 * lambda + 1) * features[lambda].Columns)..]);
                    }
                }
            });
    }

    /// <summary>M_λ = M e^(−decay λ²), rounded, at least 1.</summary>
    public static int[] Counts(int environments, int highest, double decay) =>
        [.. Enumerable.Range(0, highest + 1).Select(lambda => Math.Max(
            1, (int)Math.Round(environments * Math.Exp(-decay * lambda * lambda))))];

    public Element Element { get; }

    public IReadOnlyList<EnvironmentCluster> Environments { get; }

    /// <summary>The highest λ.</summary>
    public int Highest => features.Length - 1;

    /// <summary>M_λ.</summary>
    public int Count(int lambda) => counts[lambda];

    /// <summary>Rows (environment, μ).</summary>
    internal Matrix<double> Features(int lambda) => features[lambda];
}
