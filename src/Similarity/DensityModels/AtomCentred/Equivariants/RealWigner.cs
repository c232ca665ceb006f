using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.DensityModels.AtomCentred.Equivariants;

/// <summary>
/// The orthogonal matrices D^l of a rotation or reflection R: Y_lm(R v) = Σ_m' D^l_mm' Y_lm'(v).
/// D¹ is R in the order y, z, x; D^l = Cᵀ (D^{l−1} ⊗ D¹) C with the coupling C of l − 1 and 1 to l.
/// </summary>
public static class RealWigner
{
    /// <summary>D⁰ … D^highest.</summary>
    public static Matrix<double>[] Of(Matrix3D rotation, int highest)
    {
        Matrix3D identity = rotation * rotation.Transpose;
        for (int i = 0; i < 3; i++)
        {
            if ((identity[i] - Matrix3D.Identity[i]).Length > 1e-8)
            {
                throw new ArgumentException(
                    $"{rotation} is not orthogonal", nameof(rotation));
            }
        }

        var all = new Matrix<double>[highest + 1];
        all[0] = Matrix<double>.Identity(1);
        if (highest == 0)
        {
            return all;
        }

        ReadOnlySpan<int> axis = [1, 2, 0];
        var first = new Matrix<double>(3, 3);
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 3; j++)
            {
                first[i, j] = rotation[axis[i], axis[j]];
            }
        }

        all[1] = first;
        for (int l = 2; l <= highest; l++)
        {
            Matrix<double> coupling = Coupling(l);
            Matrix<double> product = KroneckerProduct(all[l - 1], first);
            all[l] = coupling.Transpose() * product * coupling;
        }

        return all;
    }

    /// <summary>Rows (m₁, m₂), columns M.</summary>
    private static Matrix<double> Coupling(int l)
    {
        RealClebschGordan c = RealClebschGordan.Of(l - 1, 1, l);
        var matrix = new Matrix<double>(3 * (2 * l - 1), 2 * l + 1);
        for (int m1 = -(l - 1); m1 < l; m1++)
        {
            for (int m2 = -1; m2 <= 1; m2++)
            {
                for (int m = -l; m <= l; m++)
                {
                    matrix[3 * (m1 + l - 1) + m2 + 1, m + l] = c[m1, m2, m];
                }
            }
        }

        return matrix;
    }

    private static Matrix<double> KroneckerProduct(Matrix<double> a, Matrix<double> b)
    {
        var product = new Matrix<double>(a.Rows * b.Rows, a.Columns * b.Columns);
        for (int i = 0; i < product.Rows; i++)
        {
            for (int j = 0; j < product.Columns; j++)
            {
                product[i, j] = a[i / b.Rows, j / b.Columns] * b[i % b.Rows, j % b.Columns];
            }
        }

        return product;
    }
}
