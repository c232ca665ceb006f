using Similarity.Crystals;
using Similarity.DensityModels.AtomCentred.Equivariants;
using Similarity.Environments;
using Similarity.Learning.Kernels;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DensityModels.AtomCentred.Kernels;

/// <summary>
/// Features that are far from each other as vectors over the chosen environments and μ, per λ;
/// their norms were taken over all features.
/// </summary>
internal static class FeatureColumns
{
    /// <summary>Rows of μ that are looked at per λ: enough to tell features apart.</summary>
    private const int MostRows = 400;

    public static int[][] Select(
        EquivariantFeatures method,
        IReadOnlyList<Crystal> crystals,
        IReadOnlyDictionary<Element, (int Structure, int Atom)[]> chosen,
        int count,
        int threads)
    {
        (int Structure, int Atom)[] places = [.. chosen.Values.SelectMany(own => own)];
        int[][] columns = new int[method.Highest + 1][];
        for (int lambda = 0; lambda <= method.Highest; lambda++)
        {
            int width = 2 * lambda + 1, atoms = Math.Min(places.Length, MostRows / width);
            var transposed = new Matrix<double>(method.Length(lambda), atoms * width);
            for (int i = 0; i < atoms; i++)
            {
                // Evenly from the whole list, so that every element takes part.
                (int structure, int atom) = places[(int)((long)i * places.Length / atoms)];
                AtomicEnvironments environments =
                    method.Expansion.EnvironmentsOf(crystals[structure]);
                Matrix<double> own =
                    method.Compute(environments, new[] { atom }, lambda, threads)[lambda];
                for (int mu = 0; mu < width; mu++)
                {
                    for (int c = 0; c < own.Columns; c++)
                    {
                        transposed[c, i * width + mu] = own[mu, c];
                    }
                }
            }

            columns[lambda] = FarthestPoints.Select(transposed, count);
            Array.Sort(columns[lambda]);
        }

        return columns;
    }
}
