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

    /// <param name="decay">M_λ = M e^(−decay λ²), rounded.</param>
    public SparseEnvironments(
        Element element,
        IReadOnlyList<EnvironmentCluster> environments,
        EquivariantFeatures method,
        int highest,
        double decay,
        int threads = 1)
    {
        Element = element;
        Environments = environments;
        counts = new int[highest + 1];
        features = new Matrix<double>[highest + 1];
        for (int lambda = 0; lambda <= highest; lambda++)
        {
            counts[lambda] = Math.Max(
                1, (int)Math.Round(environments.Count * Math.Exp(-decay * lambda * lambda)));
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

    public Element Element { get; }

    public IReadOnlyList<EnvironmentCluster> Environments { get; }

    /// <summary>The highest λ.</summary>
    public int Highest => features.Length - 1;

    /// <summary>M_λ.</summary>
    public int Count(int lambda) => counts[lambda];

    /// <summary>Rows (environment, μ).</summary>
    internal Matrix<double> Features(int lambda) => features[lambda];
}
