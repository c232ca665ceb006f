using Similarity.Learning.BayesianNetworks;
using Similarity.Numerics;

namespace Similarity.Tests.Learning.BayesianNetworks;

public sealed class GaussianPriorTest
{
    private static readonly double[] Means = [0.3, -1.2, 0, 2], Rhos = [-1, 0.5, 1, -2];

    [Fact]
    public void DivergenceIsTheMeanOfTheLogarithmOfTheRatio()
    {
        var prior = new GaussianPrior(0.8);
        double exact = prior.Divergence(0, Means, Rhos, 1, [], []);
        var random = new RandomStream(3);
        const int Draws = 200_000;
        double sum = 0, squares = 0;
        for (int draw = 0; draw < Draws; draw++)
        {
            double ratio = 0;
            for (int i = 0; i < Means.Length; i++)
            {
                double sigma = GaussianWeights.Deviation(Rhos[i]);
                double e = random.Normal(), w = Means[i] + sigma * e;
                ratio += -Math.Log(sigma) - e * e / 2 + Math.Log(0.8) + w * w / (2 * 0.8 * 0.8);
            }

            sum += ratio / Draws;
            squares += ratio * ratio / Draws;
        }

        double error = Math.Sqrt((squares - sum * sum) / Draws);
        Assert.InRange(sum - exact, -4 * error, 4 * error);
        Assert.True(error < 0.02 * exact);
    }

    [Fact]
    public void APosteriorDoesNotDivergeFromThePriorMadeOfIt()
    {
        var weights = new GaussianWeights([.. Means], [.. Rhos]);
        var prior = GaussianPrior.FromPosterior(weights, 1);
        double[] meanGradient = new double[4], rhoGradient = new double[4];
        Assert.Equal(0, prior.Divergence(0, Means, Rhos, 1, meanGradient, rhoGradient), 1e-14);
        Assert.All([.. meanGradient, .. rhoGradient], g => Assert.Equal(0, g, 1e-14));
        Assert.True(
            GaussianPrior.FromPosterior(weights, 3).Divergence(0, Means, Rhos, 1, [], []) > 1);
    }

    [Theory]
    [InlineData(-40, 4.248354255291589e-18)]
    [InlineData(-5, 0.006715348489118068)]
    [InlineData(0, 0.6931471805599453)]
    [InlineData(50, 50)]
    public void DeviationsKeepTheirDigits(double rho, double deviation) =>
        Assert.Equal(1, GaussianWeights.Deviation(rho) / deviation, 1e-14);
}
