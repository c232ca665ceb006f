using Similarity.DensityModels.AtomCentred.Fitting;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DensityModels.AtomCentred.Training;

/// <summary>(c' − c)·S (c' − c) = ∫ (ρ' − ρ)², what models minimise.</summary>
public static class DensityLoss
{
    public static double Of(
        Matrix<double> overlap, ReadOnlySpan<double> predicted, ReadOnlySpan<double> reference)
    {
        double[] difference = new double[predicted.Length];
        for (int p = 0; p < difference.Length; p++)
        {
            difference[p] = predicted[p] - reference[p];
        }

        return FittedDensity.QuadraticForm(overlap, difference);
    }

    /// <summary>The loss beside what it is relative to.</summary>
    public static SampleError Of(
        Matrix<double> overlap,
        ReadOnlySpan<double> predicted,
        ReadOnlySpan<double> reference,
        ReadOnlySpan<double> averages) => new(
        Of(overlap, predicted, reference),
        Of(overlap, reference, averages),
        FittedDensity.QuadraticForm(overlap, reference));
}
