using Similarity.Learning.BayesianNetworks;

namespace Similarity.Tests.Learning.BayesianNetworks;

public sealed class NetworkDrawsTest
{
    /// <summary>Sizes on both sides of the borders of slices, tiles and vectors.</summary>
    [Theory]
    [InlineData(47, 64, 1, 2, true, 1100)]
    [InlineData(5, 19, 2, 1, true, 97)]
    [InlineData(9, 33, 3, 3, false, 481)]
    [InlineData(3, 1, 0, 1, true, 7)]
    public void TheyEqualTheSlowTwin(
        int inputs, int width, int blocks, int layersPerBlock, bool isBayesian, int count)
    {
        NetworkModel model = RandomNetwork.Of(
            new NetworkShape(inputs, width, blocks, layersPerBlock), isBayesian, 1);
        double[] rows = RandomNetwork.Rows(model, count, 2);
        double[][] drawn = WeightDraws.Of(model, 3, 4);
        double[] mean = new double[count], noise = new double[count], spread = new double[count];
        NetworkDraws.Of(model, 3, 4).Predict(rows, count, mean, noise, spread, 2);
        double square = model.TargetDeviation * model.TargetDeviation;
        for (int row = 0; row < count; row++)
        {
            (double expected, double aleatoric, double epistemic) = RandomNetwork.Plain(
                model, drawn, rows.AsSpan(row * inputs, inputs));
            Assert.Equal(expected, mean[row], 1e-12 * model.TargetDeviation);
            Assert.Equal(1, noise[row] / aleatoric, 1e-11);

            // A difference of squares of order 1.
            Assert.Equal(epistemic, spread[row], 1e-12 * square);
        }
    }

    [Fact]
    public void ARowDoesNotFeelItsCompany()
    {
        NetworkModel model = RandomNetwork.Of(new NetworkShape(7, 20, 1, 2), true, 5);
        double[] rows = RandomNetwork.Rows(model, 200, 6);
        NetworkDraws draws = NetworkDraws.Of(model, 2, 7);
        double[] mean = new double[200], noise = new double[200], spread = new double[200];
        draws.Predict(rows, 200, mean, noise, spread, 1);
        double[] one = new double[1], two = new double[1], three = new double[1];
        foreach (int row in new[] { 0, 5, 95, 96, 198, 199 })
        {
            draws.Predict(rows[(7 * row)..(7 * row + 7)], 1, one, two, three, 1);
            Assert.Equal((mean[row], noise[row], spread[row]), (one[0], two[0], three[0]));
        }
    }
}
