using Similarity.DensityModels.AtomCentred.Basis;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DensityModels.AtomCentred.Integrals;

/// <summary>S_PQ = ∫ φ_P φ_Q; of a crystal per cell, φ_Q summed over its images.</summary>
public static class OverlapMetric
{
    public static Matrix<double> Of(DensityFunctions functions, int threads = 1)
    {
        // Two of the most diffuse functions at this distance overlap by e^(−a r²/2) = 1e−16.
        double least = functions.Basis.Elements
            .SelectMany(element => functions.Basis.Of(element))
            .Min(shell => shell.Exponent);
        return PairMetric.Of(
            functions, TwoCentreBlock.AddOverlap, Math.Sqrt(74 / least), threads);
    }

    /// <summary>Overlaps of the functions of two molecules.</summary>
    public static Matrix<double> Between(DensityFunctions a, DensityFunctions b, int threads = 1)
    {
        Molecule.Require(a.Crystal);
        Molecule.Require(b.Crystal);
        return PairMetric.Between(a, b, TwoCentreBlock.AddOverlap, threads);
    }
}
