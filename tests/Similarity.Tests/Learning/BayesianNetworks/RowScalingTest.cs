using Similarity.Learning.BayesianNetworks;

namespace Similarity.Tests.Learning.BayesianNetworks;

public sealed class RowScalingTest
{
    [Fact]
    public void ColumnsGetMeanZeroAndDeviationOneButConstantOnesVanish()
    {
        double[] rows = [1, 0.1, -5, 3, 0.1, -5, 8, 0.1, 7], scaled = new double[9];
        RowScaling.Of(rows, 3).Apply(rows, scaled);
        for (int column = 0; column < 3; column++)
        {
            double[] own = [scaled[column], scaled[3 + column], scaled[6 + column]];
            Assert.Equal(0, own.Sum(), 1e-14);
            Assert.Equal(column == 1 ? 0 : 3, own.Sum(x => x * x), 1e-14);
        }
    }
}
