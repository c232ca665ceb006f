using Similarity.DensityModels.AtomCentred.Basis;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DensityModels.AtomCentred.Integrals;

/// <summary>J_PQ = ∫∫ φ_P(r) φ_Q(r') / |r − r'| of a molecule.</summary>
public static class CoulombMetric
{
    public static Matrix<double> Of(DensityFunctions functions, int threads = 1)
    {
        Molecule.Require(functions.Crystal);
        return PairMetric.Of(functions, TwoCentreBlock.AddCoulomb, reach: 1, threads);
    }

    /// <summary>Of the functions of two molecules.</summary>
    public static Matrix<double> Between(DensityFunctions a, DensityFunctions b, int threads = 1)
    {
        Molecule.Require(a.Crystal);
        Molecule.Require(b.Crystal);
        return PairMetric.Between(a, b, TwoCentreBlock.AddCoulomb, threads);
    }
}
