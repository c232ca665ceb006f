using Similarity.Learning.BayesianNetworks;
using Similarity.Numerics;

namespace Similarity.Tests.Learning.BayesianNetworks;

public sealed class TabulatedNormalsTest
{
    [Fact]
    public void MomentsAreThoseOfANormalNumber()
    {
        double[] normals = new double[400_001];
        TabulatedNormals.Fill(new RandomStream(4), normals);

        // Four standard errors of each moment.
        double error = 4 / Math.Sqrt(normals.Length);
        Assert.Equal(0, normals.Average(), error);
        Assert.Equal(1, normals.Average(x => x * x), error * Math.Sqrt(2));
        Assert.Equal(0, normals.Average(x => x * x * x), error * Math.Sqrt(15));
        Assert.Equal(3, normals.Average(x => x * x * x * x), error * Math.Sqrt(96));
        Assert.Equal(0, normals.Zip(normals.Skip(1), (x, y) => x * y).Average(), error);
    }
}
