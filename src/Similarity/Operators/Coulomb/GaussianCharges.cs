using Similarity.Crystals;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Operators.Coulomb;

/// <summary>
/// The matrix A of E = ½ Σᵢⱼ qᵢ Aᵢⱼ qⱼ, the Coulomb energy of charges qᵢ exp(−r²/aᵢ²)/(π^{3/2}aᵢ³)
/// on the sites of a crystal and all their images, without the energy of a charge in its own
/// field: Aᵢⱼ = Σ_T erf(γᵢⱼ r)/r, γᵢⱼ = 1/√(aᵢ² + aⱼ²), r = |rⱼ + T − rᵢ| ≠ 0.
/// </summary>
/// <remarks>
/// A width of zero is a point charge. A periodic crystal stands in a uniform background of the
/// opposite charge and is surrounded by a conductor, which neutral crystals without a dipole do not
/// notice. A slab and a wire are surrounded by nothing: see <see cref="IsolatedImages"/>.
/// </remarks>
public static class GaussianCharges
{
    /// <param name="widths">aᵢ of every site in bohr, not negative.</param>
    public static Matrix<double> Interactions(
        Crystal crystal, ReadOnlySpan<double> widths, int threads = 1)
    {
        if (widths.Length != crystal.Count)
        {
            throw new ArgumentException(
                $"{widths.Length} widths for {crystal.Count} sites", nameof(widths));
        }

        if (crystal.Periodicity == Periodicity.None)
        {
            return OfMolecule(crystal, widths);
        }

        if (crystal.Periodicity == Periodicity.Full)
        {
            return EwaldSum.Of(crystal, widths, EwaldSplitting.Cheapest(crystal), threads);
        }

        var images = IsolatedImages.Of(crystal);
        Matrix<double> sum = EwaldSum.Of(
            images.Repeated, widths, EwaldSplitting.Cheapest(images.Repeated), threads);
        images.RemoveDipoles(sum);
        return sum;
    }

    private static Matrix<double> OfMolecule(Crystal crystal, ReadOnlySpan<double> widths)
    {
        var matrix = new Matrix<double>(crystal.Count, crystal.Count);
        for (int i = 0; i < crystal.Count; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Vector3D d = crystal.CartesianPosition(j) - crystal.CartesianPosition(i);
                double r = d.Length;
                double gamma = 1 / double.Hypot(widths[i], widths[j]);
                matrix[i, j] = matrix[j, i] = SpecialFunctions.Erf(gamma * r) / r;
            }
        }

        return matrix;
    }
}
