using System.Text.Json;
using Similarity.DensityModels.AtomCentred.Equivariants;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Tests.DensityModels.AtomCentred;

/// <summary>
/// Coupling and rotation of real harmonics against stored numbers and identities.
/// </summary>
public sealed class CouplingTest
{
    private const double Tolerance = 1e-12;

    [Fact]
    public void ClebschGordanCoefficientsAreTheStoredOnes() =>
        Assert.All(
            DensityOracle.LambdaSoap.GetProperty("cg_complex").EnumerateArray(),
            row =>
            {
                double[] v = DensityOracle.Numbers(row);
                double own = ClebschGordan.Coefficient(
                    (int)v[0], (int)v[1], (int)v[2], (int)v[3], (int)v[4], (int)v[5]);
                Assert.Equal(v[6], own, Tolerance);
            });

    [Fact]
    public void RealCouplingsAreTheStoredOnes() =>
        Assert.All(
            DensityOracle.LambdaSoap.GetProperty("cg_real_l1l2L").EnumerateObject(),
            table =>
            {
                (int l1, int l2, int l) = (Digit(0), Digit(1), Digit(2));
                RealClebschGordan c = RealClebschGordan.Of(l1, l2, l);
                for (int m1 = -l1; m1 <= l1; m1++)
                {
                    for (int m2 = -l2; m2 <= l2; m2++)
                    {
                        double[] row = DensityOracle.Numbers(table.Value[m1 + l1][m2 + l2]);
                        for (int m = -l; m <= l; m++)
                        {
                            Assert.Equal(row[m + l], c[m1, m2, m], Tolerance);
                        }
                    }
                }

                int Digit(int i) => table.Name[i] - '0';
            });

    /// <summary>Σ C^{LM} C^{LM'} = δ, also where coefficients are imaginary.</summary>
    [Theory]
    [InlineData(3, 2, 4)]
    [InlineData(6, 6, 6)]
    [InlineData(6, 5, 11)]
    public void CouplingsAreOrthonormal(int l1, int l2, int l)
    {
        RealClebschGordan c = RealClebschGordan.Of(l1, l2, l);
        for (int a = -l; a <= l; a++)
        {
            for (int b = -l; b <= l; b++)
            {
                double sum = 0;
                for (int m1 = -l1; m1 <= l1; m1++)
                {
                    for (int m2 = -l2; m2 <= l2; m2++)
                    {
                        sum += c[m1, m2, a] * c[m1, m2, b];
                    }
                }

                Assert.Equal(a == b ? 1 : 0, sum, Tolerance);
            }
        }
    }

    [Fact]
    public void RotationsOfHarmonicsAreTheStoredOnes()
    {
        Matrix<double>[] own = RealWigner.Of(DensityOracle.Rotation, 4);
        JsonElement stored = DensityOracle.LambdaSoap.GetProperty("wignerD_real");
        for (int l = 0; l <= 4; l++)
        {
            for (int row = 0; row < own[l].Rows; row++)
            {
                double[] expected = DensityOracle.Numbers(stored[l][row]);
                Assert.InRange(
                    DensityOracle.LargestDifference(expected, own[l].Row(row)), 0, Tolerance);
            }
        }
    }

    [Fact]
    public void AnInversionGivesTheParity()
    {
        Matrix<double>[] own = RealWigner.Of(Matrix3D.Diagonal(-1, -1, -1), 6);
        for (int l = 0; l <= 6; l++)
        {
            for (int m = 0; m < own[l].Rows; m++)
            {
                Assert.Equal(l % 2 == 0 ? 1 : -1, own[l][m, m], Tolerance);
            }
        }
    }

    [Fact]
    public void ASkewMatrixIsNoRotation() =>
        Assert.Throws<ArgumentException>(() => RealWigner.Of(Matrix3D.Diagonal(1, 1, 1.1), 2));
}
