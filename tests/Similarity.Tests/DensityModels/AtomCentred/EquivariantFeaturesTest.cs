using System.Text.Json;
using Similarity.Crystals;
using Similarity.DensityModels.AtomCentred.Equivariants;
using Similarity.Environments;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Tests.DensityModels.AtomCentred;

/// <summary>λ-SOAP against stored kernels, and how it turns.</summary>
public sealed class EquivariantFeaturesTest
{
    private static readonly JsonElement Stored = DensityOracle.LambdaSoap;

    private static readonly SphericalExpansion Expansion = new(
        new ExpansionSettings
        {
            Cutoff = Stored.GetProperty("rcut_bohr").GetDouble(),
            Sigma = Stored.GetProperty("sigma_bohr").GetDouble(),
            RadialFunctions = Stored.GetProperty("nrad").GetInt32(),
            MaxAngular = Stored.GetProperty("lmax").GetInt32(),
            Smoothing = new ShiftedCosineCutoff(1),
        },
        SpeciesChannels.Of(new Element(1), new Element(8)));

    private static readonly EquivariantFeatures Features = new(Expansion, 3);

    /// <summary>From the stored expansion, so that the coupling alone is compared.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void KernelsOfStoredExpansionsAreTheStoredOnes(int lambda)
    {
        double[] row = new double[Expansion.Coefficients];
        JsonElement coefficients = Stored.GetProperty("coeff_atom0");
        int radial = Expansion.Settings.RadialFunctions;
        for (int l = 0; l <= Expansion.Settings.MaxAngular; l++)
        {
            foreach ((int p, JsonElement values) in coefficients[l].EnumerateArray().Index())
            {
                for (int m = -l; m <= l; m++)
                {
                    row[Expansion.IndexOf(p / radial, l, m, p % radial)] =
                        values[m + l].GetDouble();
                }
            }
        }

        Matrix<double>[] own = [.. Enumerable.Range(0, 4)
            .Select(l => new Matrix<double>(2 * l + 1, Features.Length(l)))];
        Features.Couple(row, 0, own);
        AssertKernel(own[lambda], 0, 0, "k_O_O", lambda, 1e-12);
    }

    /// <summary>
    /// With this program's expansion, whose tables of radial integrals give 1e-11.
    /// </summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void KernelsOfOwnExpansionsAreTheStoredOnes(int lambda)
    {
        Matrix<double> own = Of(DensityOracle.Water)[lambda];
        AssertKernel(own, 0, 0, "k_O_O", lambda, 1e-10);
        AssertKernel(own, 1, 2, "k_H1_H2", lambda, 1e-10);
    }

    [Fact]
    public void FeaturesTurnWithTheStructure()
    {
        Matrix3D rotation = DensityOracle.Rotation;
        AssertTurned(rotation);
        AssertTurned(-1 * rotation);
    }

    [Fact]
    public void AnAtomAloneHasNoFeaturesThatTurn()
    {
        Matrix<double>[] own = Features.Compute(
            Expansion.EnvironmentsOf(DensityOracle.Molecule([new(8)], [default])), new[] { 0 }, 3);
        Assert.Equal(1, Norm(own[0]), 1e-12);
        Assert.All(Enumerable.Range(1, 3), lambda => Assert.Equal(0, Norm(own[lambda]), 1e-12));
    }

    [Fact]
    public void ChosenColumnsAreThoseOfAllFeatures()
    {
        int[][] columns = [[0, 7, 30], [1, 2], [5], [4, 100]];
        var chosen = new EquivariantFeatures(Expansion, 3, columns);
        Matrix<double>[] all = Of(DensityOracle.Water);
        Matrix<double>[] some = chosen.Compute(
            Expansion.EnvironmentsOf(DensityOracle.Water), new[] { 0, 1, 2 }, 3);
        for (int lambda = 0; lambda < 4; lambda++)
        {
            Assert.Equal(columns[lambda].Length, some[lambda].Columns);
            for (int row = 0; row < some[lambda].Rows; row++)
            {
                for (int c = 0; c < columns[lambda].Length; c++)
                {
                    Assert.Equal(all[lambda][row, columns[lambda][c]], some[lambda][row, c]);
                }
            }
        }
    }

    private static Matrix<double>[] Of(Crystal water) =>
        Features.Compute(Expansion.EnvironmentsOf(water), new[] { 0, 1, 2 }, 3);

    private static void AssertTurned(Matrix3D rotation)
    {
        Matrix<double>[] before = Of(DensityOracle.Water);
        Matrix<double>[] after = Of(DensityOracle.Turned(DensityOracle.Water, rotation));
        Matrix<double>[] wigner = RealWigner.Of(rotation, 3);
        for (int lambda = 0; lambda <= 3; lambda++)
        {
            int width = 2 * lambda + 1;
            for (int atom = 0; atom < 3; atom++)
            {
                MatrixView<double> own = before[lambda].View()
                    .Window(atom * width, 0, width, before[lambda].Columns);
                Matrix<double> expected =
                    MatrixProduct.Multiply(wigner[lambda].View(), own);
                Matrix<double> turned = after[lambda].View()
                    .Window(atom * width, 0, width, after[lambda].Columns).ToMatrix();
                Assert.InRange(
                    DensityOracle.LargestDifference(expected.Values, turned.Values), 0, 1e-12);
            }
        }
    }

    private static double Norm(Matrix<double> matrix)
    {
        double sum = 0;
        foreach (double x in matrix.Values)
        {
            sum += x * x;
        }

        return sum;
    }

    private static void AssertKernel(
        Matrix<double> features, int a, int b, string name, int lambda, double tolerance)
    {
        JsonElement stored = Stored.GetProperty("kernels").GetProperty($"{lambda}")
            .GetProperty(name);
        int width = 2 * lambda + 1, count = features.Columns;
        MatrixView<double> left = features.View().Window(a * width, 0, width, count);
        MatrixView<double> right = features.View().Window(b * width, 0, width, count);
        Matrix<double> kernel = MatrixProduct.Multiply(left, right.Transpose);
        for (int row = 0; row < width; row++)
        {
            Assert.InRange(
                DensityOracle.LargestDifference(
                    DensityOracle.Numbers(stored[row]), kernel.Row(row)),
                0,
                tolerance);
        }
    }
}
