using Similarity.Learning;
using Similarity.Learning.Networks;
using Similarity.Numerics;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Tests.Learning.Networks;

public class NetworkTest
{
    /// <summary>Every parameter of all layers, by central differences.</summary>
    [Fact]
    public void TheGradientIsThatOfTheOutputs()
    {
        var shape = new NetworkShape([4, 5, 3, 2]);
        var random = new RandomStream(1);
        double[] parameters =
            [.. Enumerable.Range(0, shape.Parameters).Select(_ => random.Normal())];
        Matrix<double> rows = VectorCases.Random(6, 4, 2), weights = VectorCases.Random(6, 2, 3);
        double Sum(double[] at) => VectorKernels.Dot<double>(
            new NetworkPass(shape, rows).Forward(at, 1).Values, weights.Values);

        var pass = new NetworkPass(shape, rows);
        pass.Forward(parameters, 1);
        double[] gradient = new double[shape.Parameters];
        pass.Backward(parameters, weights, gradient, 1);
        for (int i = 0; i < gradient.Length; i++)
        {
            const double Step = 1e-5;
            double[] up = [.. parameters], down = [.. parameters];
            up[i] += Step;
            down[i] -= Step;
            double expected = (Sum(up) - Sum(down)) / (2 * Step);
            Assert.Equal(expected, gradient[i], 1e-7 * (1 + Math.Abs(expected)));
        }
    }

    [Fact]
    public void AdamStepsAsWrittenByItsAuthors()
    {
        // Algorithm 1 of the paper for one number with gradients 1 and −0.5, at a rate of 0.1.
        double[] x = [2];
        var adam = new Adam(1);
        adam.Step(x, [1.0], 0.1);
        Assert.Equal(1.9, x[0], 1e-8);
        adam.Step(x, [-0.5], 0.1);
        double m = (0.9 * 0.1 - 0.1 * 0.5) / (1 - 0.81);
        double v = (0.999 * 0.001 + 0.001 * 0.25) / (1 - 0.998001);
        Assert.Equal(1.9 - 0.1 * m / (Math.Sqrt(v) + 1e-8), x[0], 1e-8);
    }

    [Fact]
    public void TheRateFallsOnAPlateau()
    {
        var schedule = new PlateauSchedule(1e-2, patience: 2);
        foreach (double loss in new[] { 3, 2, 2, 2, 2.0 })
        {
            schedule.Observe(loss);
        }

        Assert.Equal(1e-3, schedule.Rate, 1e-12);
    }

    /// <summary>A curved function of means of groups, to a tenth of its spread.</summary>
    [Fact]
    public void ItLearnsWhatNoLinearModelCan()
    {
        GroupedRows rows = VectorCases.Groups(240, 2, 4);
        Matrix<double> y = rows.MeansOf(Squares(rows.Features));
        var options = new NetworkOptions { Hidden = [24, 24], Epochs = 300, Rate = 1e-2 };
        IVectorModel model = new NetworkRegressor(options).Fit(rows, y);
        GroupedRows fresh = VectorCases.Groups(200, 2, 5);
        Matrix<double> right = fresh.MeansOf(Squares(fresh.Features));
        Matrix<double> said = fresh.MeansOf(model.Predict(fresh.Features.View()));
        double error = 0, spread = 0;
        for (int i = 0; i < said.Values.Length; i++)
        {
            error += Math.Pow(said.Values[i] - right.Values[i], 2);
            spread += Math.Pow(right.Values[i] - 1, 2);
        }

        // Observed 0.006.
        Assert.True(error / spread < 0.05, $"{error / spread}");
    }

    [Fact]
    public void SeedsDecideAndThreadsDoNot()
    {
        GroupedRows rows = VectorCases.Groups(40, 3, 6);
        Matrix<double> y = VectorCases.Random(40, 2, 7);
        double[] Trained(ulong seed, int threads) =>
            new NetworkRegressor(new NetworkOptions { Epochs = 5, Seed = seed })
                .Fit(rows, y, threads).Predict(rows.Features.View()).Values.ToArray();
        Assert.Equal(Trained(1, 1), Trained(1, 2));
        Assert.NotEqual(Trained(1, 1), Trained(2, 1));
    }

    private static Matrix<double> Squares(Matrix<double> rows)
    {
        var squares = new Matrix<double>(rows.Rows, 1);
        for (int i = 0; i < rows.Rows; i++)
        {
            squares[i, 0] = rows[i, 0] * rows[i, 0] + 0.5 * Math.Sin(2 * rows[i, 1]);
        }

        return squares;
    }
}
