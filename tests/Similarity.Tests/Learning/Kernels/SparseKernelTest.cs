using Similarity.Learning;
using Similarity.Learning.Kernels;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Tests.Learning.Kernels;

public class SparseKernelTest
{
    [Fact]
    public void TheFarthestPointComesNext()
    {
        var rows = new Matrix<double>(5, 1, [0, 1, 10, 6, 0]);
        Assert.Equal([0, 2, 3, 1], FarthestPoints.Select(rows, 4));

        // The fifth equals the first, and is no other point.
        Assert.Equal([0, 2, 3, 1], FarthestPoints.Select(rows, 5));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void TheKernelIsAPowerOfTheCosine(int zeta)
    {
        Matrix<double> a = VectorCases.Random(3, 4, 1), b = VectorCases.Random(2, 4, 2);
        Matrix<double> kernel = new ZetaKernel(zeta).OfUnits(
            ZetaKernel.Normalized(a.View()), ZetaKernel.Normalized(b.View()));
        for (int i = 0; i < 3; i++)
        {
            for (int j = 0; j < 2; j++)
            {
                double dot = VectorKernels.Dot<double>(a.Row(i), b.Row(j));
                double cosine = dot / Math.Sqrt(
                    VectorKernels.NormSquared<double>(a.Row(i))
                    * VectorKernels.NormSquared<double>(b.Row(j)));
                Assert.Equal(Math.Pow(cosine, zeta), kernel[i, j], 1e-14);
            }
        }
    }

    /// <summary>φ(x)·φ(m) = k(x, m) for the sparse points m.</summary>
    [Fact]
    public void CoordinatesReproduceTheKernel()
    {
        Matrix<double> points = VectorCases.Random(6, 8, 3), x = VectorCases.Random(4, 8, 4);
        var map = SparseKernelMap.Of(points, 2);
        Matrix<double> product = map.Map(x.View()) * map.Map(points.View()).Transpose();
        Assert.True(VectorCases.LargestDifference(map.Kernel(x.View()), product) < 1e-9);
    }

    /// <summary>
    /// (KᵀK + μ K_MM) c = KᵀY with centred K and Y: the normal equations that RKHS-QR avoids.
    /// </summary>
    [Fact]
    public void ItSolvesTheNormalEquationsOfSparseKernels()
    {
        const int Groups = 20;
        const double Lambda = 1e-3;
        GroupedRows rows = VectorCases.Groups(Groups, 7, 5);
        Matrix<double> y = VectorCases.Random(Groups, 3, 6);
        var model = (SparseKernelModel)new SparseKernelRegressor(10, 2, Lambda).Fit(rows, y);

        SparseKernelMap map = SparseKernelRegressor.MapOf(rows, 10, 2);
        Matrix<double> k = Centred(rows.MeansOf(map.Kernel(rows.Features.View())));
        Matrix<double> phi = Centred(rows.MeansOf(map.Map(rows.Features.View())));
        double mu = Lambda * phi.Values.ToArray().Sum(value => value * value);
        Matrix<double> left = k.Transpose() * k;
        Matrix<double> own = map.Kernel(map.Points.View());
        VectorKernels.AddScaled<double>(mu, own.Values, left.Values);
        Matrix<double> c = LuFactorization<double>.Factor(left).Solve(k.Transpose() * Centred(y));
        Matrix<double> expected = k * c;
        Matrix<double> found = Centred(rows.MeansOf(model.Predict(rows.Features.View())));
        Assert.True(VectorCases.LargestDifference(expected, found) < 1e-8);
    }

    private static Matrix<double> Centred(Matrix<double> matrix)
    {
        Matrix<double> centred = matrix.Copy();
        for (int c = 0; c < matrix.Columns; c++)
        {
            double mean = Enumerable.Range(0, matrix.Rows).Average(i => matrix[i, c]);
            for (int i = 0; i < matrix.Rows; i++)
            {
                centred[i, c] -= mean;
            }
        }

        return centred;
    }
}
