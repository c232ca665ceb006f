using Similarity.Learning;
using Similarity.Learning.Linear;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Tests.Learning.Linear;

public class RidgeFactorizationTest
{
    public static TheoryData<int, int, double> Shapes => new()
    {
        { 12, 5, 1e-3 },
        { 12, 5, 0.3 },
        { 6, 20, 1e-2 },
        { 40, 40, 1e-4 },
    };

    /// <summary>(ZᵀZ + μ) W = ZᵀY of centred Z and Y, in so many words.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void ItSolvesTheNormalEquations(int rows, int columns, double lambda)
    {
        Matrix<double> z = VectorCases.Random(rows, columns, 1);
        Matrix<double> y = VectorCases.Random(rows, 3, 2);
        LinearModel model = RidgeFactorization.Of(z, lambda).Solve(y);

        Matrix<double> zc = Centred(z), yc = Centred(y);
        double mu = lambda * zc.Values.ToArray().Sum(value => value * value);
        Matrix<double> left = zc.Transpose() * zc;
        for (int i = 0; i < columns; i++)
        {
            left[i, i] += mu;
        }

        Matrix<double> expected = Cholesky<double>.Factor(left).Solve(zc.Transpose() * yc);
        Assert.True(VectorCases.LargestDifference(expected, model.Weights) < 1e-9);
        Matrix<double> fitted = model.Predict(z.View());
        Matrix<double> smoothed = RidgeFactorization.Of(z, lambda).Smoother() * y;
        Assert.True(VectorCases.LargestDifference(fitted, smoothed) < 1e-10);
    }

    [Fact]
    public void RowsAllAlikeGiveTheMean()
    {
        var z = new Matrix<double>(3, 2, [1, 2, 1, 2, 1, 2]);
        var y = new Matrix<double>(3, 1, [1, 2, 6]);
        LinearModel model = RidgeFactorization.Of(z, 1e-3).Solve(y);
        Assert.Equal(3, model.Predict(z.View())[0, 0], 1e-14);
    }

    [Fact]
    public void ThreadsChangeNothing()
    {
        GroupedRows rows = VectorCases.Groups(60, 70, 3);
        Matrix<double> y = VectorCases.Random(60, 40, 4);
        var one = (LinearModel)new RidgeRegressor(1e-4).Fit(rows, y, 1);
        var two = (LinearModel)new RidgeRegressor(1e-4).Fit(rows, y, 2);
        Assert.Equal(one.Weights.Values.ToArray(), two.Weights.Values.ToArray());
    }

    /// <summary>
    /// Held-out predictions equal those of a fit to the other rows with the same penalty.
    /// </summary>
    [Fact]
    public void HeldOutPredictionsAreThoseOfFitsWithoutTheFold()
    {
        const int Rows = 15;
        Matrix<double> z = VectorCases.Random(Rows, 6, 5), y = VectorCases.Random(Rows, 4, 6);
        int[] folds = [.. Enumerable.Range(0, Rows).Select(i => i % 4)];
        const double Lambda = 0.02;
        Matrix<double> found = HeldOut.Predictions(
            RidgeFactorization.Of(z, Lambda).Smoother(), y, folds);
        double mu = Lambda * Centred(z).Values.ToArray().Sum(value => value * value);
        for (int fold = 0; fold < 4; fold++)
        {
            int[] rest = [.. Enumerable.Range(0, Rows).Where(i => folds[i] != fold)];
            Matrix<double> own = GroupedRows.SelectRows(z, rest);
            double scale = Centred(own).Values.ToArray().Sum(value => value * value);
            Matrix<double> direct = RidgeFactorization.Of(own, mu / scale)
                .Solve(GroupedRows.SelectRows(y, rest)).Predict(z.View());
            for (int i = 0; i < Rows; i++)
            {
                for (int c = 0; folds[i] == fold && c < 4; c++)
                {
                    Assert.Equal(direct[i, c], found[i, c], 1e-9);
                }
            }
        }
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
