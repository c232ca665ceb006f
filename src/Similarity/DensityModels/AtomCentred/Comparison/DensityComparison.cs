using Similarity.DensityModels.AtomCentred.Fitting;
using Similarity.DensityModels.AtomCentred.Integrals;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DensityModels.AtomCentred.Comparison;

/// <summary>
/// Compares densities of molecules: products of them as they stand, or the largest over all
/// proper rotations and shifts of the second, which neither orientation nor the order of atoms
/// changes. The largest is sought from many poses and not proved to be: what is found is a lower
/// bound of it.
/// </summary>
/// <param name="isAligned">Whether the second molecule is moved.</param>
public sealed class DensityComparison(DensityOperator product, bool isAligned)
{
    public DensityOperator Operator => product;

    public bool IsAligned => isAligned;

    /// <summary>⟨A|A⟩.</summary>
    public double Self(FittedDensity density) => Product(density, density);

    /// <summary>⟨A|B⟩ as they stand.</summary>
    public double Product(FittedDensity a, FittedDensity b)
    {
        Matrix<double> metric = product == DensityOperator.Overlap
            ? OverlapMetric.Between(a.Functions, b.Functions)
            : CoulombMetric.Between(a.Functions, b.Functions);
        double sum = 0;
        for (int p = 0; p < metric.Rows; p++)
        {
            sum += a.Coefficients[p] * FittedDensity.Dot(metric.Row(p), b.Coefficients);
        }

        return sum;
    }

    /// <summary>Of two molecules whose products with themselves are known.</summary>
    public DensitySimilarity Compare(
        FittedDensity a, FittedDensity b, double selfA, double selfB) =>
        new(selfA, selfB, isAligned ? Align(a, b).Product : Product(a, b));

    public DensitySimilarity Compare(FittedDensity a, FittedDensity b) =>
        Compare(a, b, Self(a), Self(b));

    /// <summary>The pose of b in which ⟨A|B⟩ is largest, and that product.</summary>
    public (RigidMotion Motion, double Product) Align(FittedDensity a, FittedDensity b)
    {
        const int Refined = 3;
        (RigidMotion Motion, double Product) best =
            (RigidMotion.None, Product(a, b));
        foreach (RigidMotion pose in PoseCandidates.Of(a, b, product, Refined))
        {
            (RigidMotion motion, double value) = PoseAscent.Climb(
                motion => Product(a, motion.Apply(b)), pose, b, PoseAscent.Fine);
            if (value > best.Product)
            {
                best = (motion, value);
            }
        }

        return best;
    }
}
