using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Operators.Atoms;

/// <summary>
/// One-centre integrals over normalised primitives R_i = N_i r^l e^(−α_i r²) with
/// ∫ R_i² r² dr = 1, by quadrature.
/// </summary>
internal sealed class RadialIntegrals
{
    /// <param name="v">V at the points of <see cref="RadialMesh"/>.</param>
    public RadialIntegrals(int l, double[] exponents, double[] v)
    {
        int count = RadialMesh.Points.Length;
        Norms = Array.ConvertAll(exponents, a => Norm(l, a));
        var functions = new Matrix<double>(exponents.Length, count);
        var slopes = new Matrix<double>(exponents.Length, count);
        var angular = new Matrix<double>(exponents.Length, count);
        for (int i = 0; i < exponents.Length; i++)
        {
            double a = exponents[i];
            for (int p = 0; p < count; p++)
            {
                double r = RadialMesh.Points[p];
                double value = Norms[i] * Math.Pow(r, l) * Math.Exp(-a * r * r);
                functions[i, p] = value;
                slopes[i, p] = (l / r - 2 * a * r) * value;
                angular[i, p] = Math.Sqrt(l * (l + 1)) / r * value;
            }
        }

        double[] weights = new double[count], weightsOfV = new double[count];
        for (int p = 0; p < count; p++)
        {
            double r = RadialMesh.Points[p];
            weights[p] = RadialMesh.Weights[p] * r * r;
            weightsOfV[p] = weights[p] * v[p];
        }

        Overlap = Product(functions, weights);
        Kinetic = Product(slopes, weights);
        Add(Product(angular, weights), Kinetic);
        foreach (ref double value in Kinetic.Values)
        {
            value /= 2;
        }

        Potential = Product(functions, weightsOfV);
        SmallPotential = Product(slopes, weightsOfV);
        Add(Product(angular, weightsOfV), SmallPotential);
    }

    /// <summary>N_i.</summary>
    public double[] Norms { get; }

    public Matrix<double> Overlap { get; }

    /// <summary>½ ∫ (R_i' R_j' + l(l + 1) R_i R_j/r²) r² dr.</summary>
    public Matrix<double> Kinetic { get; }

    /// <summary>∫ R_i V R_j r² dr.</summary>
    public Matrix<double> Potential { get; }

    /// <summary>W = ∫ V (R_i' R_j' + l(l + 1) R_i R_j/r²) r² dr, of p V p.</summary>
    public Matrix<double> SmallPotential { get; }

    /// <summary>N² = 2 (2α)^(l + 3/2) / Γ(l + 3/2).</summary>
    private static double Norm(int l, double a)
    {
        double gamma = Math.Sqrt(Math.PI) / 2;
        for (int k = 1; k <= l; k++)
        {
            gamma *= k + 0.5;
        }

        return Math.Sqrt(2 * Math.Pow(2 * a, l + 1.5) / gamma);
    }

    private static Matrix<double> Product(Matrix<double> rows, double[] weights)
    {
        Matrix<double> weighted = rows.Copy();
        for (int i = 0; i < rows.Rows; i++)
        {
            Span<double> row = weighted.Row(i);
            for (int p = 0; p < row.Length; p++)
            {
                row[p] *= weights[p];
            }
        }

        return MatrixProduct.Multiply(weighted.View(), rows.View().Transpose);
    }

    private static void Add(Matrix<double> what, Matrix<double> to)
    {
        for (int i = 0; i < to.Values.Length; i++)
        {
            to.Values[i] += what.Values[i];
        }
    }
}
