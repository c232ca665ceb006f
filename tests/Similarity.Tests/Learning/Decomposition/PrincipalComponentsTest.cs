using Similarity.Learning.Decomposition;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Tests.Learning.Decomposition;

public sealed class PrincipalComponentsTest
{
    private const double Rounding = 1e-12;

    /// <summary>
    /// The vertices ±aᵢ eᵢ of an octahedron, turned and moved: its directions are the axes, with
    /// variances 2 aᵢ² / 5.
    /// </summary>
    [Fact]
    public void AxesOfAnEllipsoidAreFound()
    {
        double[] semiaxes = [3, 2, 0.5];
        double[][] axes =
        [
            [2 / 3.0, 2 / 3.0, 1 / 3.0],
            [-2 / 3.0, 1 / 3.0, 2 / 3.0],
            [1 / 3.0, -2 / 3.0, 2 / 3.0],
        ];
        double[] centre = [10, -20, 30];
        var vertices = new Matrix<double>(6, 3);
        for (int v = 0; v < 6; v++)
        {
            for (int j = 0; j < 3; j++)
            {
                double sign = v % 2 == 0 ? 1 : -1;
                vertices[v, j] = centre[j] + sign * semiaxes[v / 2] * axes[v / 2][j];
            }
        }

        PrincipalComponents components = PrincipalComponents.Of(vertices, count: 3);

        Assert.Equal(3, components.Count);
        Assert.Equal(2 * 13.25 / 5, components.TotalVariance, Rounding);
        for (int c = 0; c < 3; c++)
        {
            Assert.Equal(2 * semiaxes[c] * semiaxes[c] / 5, components.Variances[c], Rounding);
            Assert.Equal(semiaxes[c] * semiaxes[c] / 13.25, components.VarianceRatio(c), Rounding);
            AssertNear(centre, components.Mean, 30 * Rounding);

            // The first of the two entries of 2/3 is positive.
            double sign = axes[c].First(entry => Math.Abs(entry) > 0.5) > 0 ? 1 : -1;
            AssertNear(axes[c].Select(entry => sign * entry), components.Direction(c), Rounding);
        }
    }

    /// <summary>
    /// Both routes, more features than samples and fewer, against the definition.
    /// </summary>
    [Theory]
    [InlineData(40, 7)]
    [InlineData(7, 40)]
    [InlineData(12, 12)]
    public void DirectionsAreEigenvectorsOfTheCovariance(int samples, int features)
    {
        Matrix<double> x = RandomPoints.Uniform(1, samples, features);
        PrincipalComponents components = PrincipalComponents.Of(x, count: features);
        Matrix<double> covariance = Covariance(x);

        Assert.Equal(Math.Min(samples - 1, features), components.Count);
        Assert.Equal(
            Enumerable.Range(0, features).Sum(j => covariance[j, j]),
            components.Variances.Sum(),
            Rounding);
        Assert.Equal(components.TotalVariance, components.Variances.Sum(), Rounding);
        for (int c = 0; c < components.Count; c++)
        {
            ReadOnlySpan<double> v = components.Direction(c);
            double[] product = new double[features];
            for (int i = 0; i < features; i++)
            {
                product[i] = Dot(covariance.Row(i), v) / components.Variances[c];
            }

            AssertNear(product, v, 1e3 * Rounding);
            for (int other = 0; other <= c; other++)
            {
                double overlap = Dot(v, components.Direction(other));
                Assert.Equal(other == c ? 1 : 0, overlap, Rounding);
            }
        }

        Assert.Equal(components.Variances.OrderDescending(), components.Variances.AsEnumerable());
    }

    [Fact]
    public void ScoresAreUncorrelatedAndTheirVariancesAreTheComponents()
    {
        Matrix<double> x = RandomPoints.Uniform(9, 30, 50);
        PrincipalComponents components = PrincipalComponents.Of(x, count: 4);
        Matrix<double> scores = components.Scores(x);
        Matrix<double> covariance = Covariance(scores);

        Assert.Equal((30, 4), (scores.Rows, scores.Columns));
        for (int i = 0; i < 4; i++)
        {
            for (int j = 0; j < 4; j++)
            {
                double expected = i == j ? components.Variances[i] : 0;
                Assert.Equal(expected, covariance[i, j], Rounding);
            }
        }
    }

    /// <summary>Vectors in a plane have two components, not three of which one is noise.</summary>
    [Fact]
    public void DirectionsWithoutVarianceAreLeftOut()
    {
        Matrix<double> plane = RandomPoints.Uniform(2, 20, 2)
            * RandomPoints.Uniform(3, 2, 100);
        Assert.Equal(2, PrincipalComponents.Of(plane, count: 10).Count);
        Assert.Equal(0, PrincipalComponents.Of(new Matrix<double>(5, 3), count: 3).Count);
    }

    [Fact]
    public void ThreadsDoNotTell()
    {
        Matrix<double> x = RandomPoints.Uniform(6, 60, 80);
        PrincipalComponents one = PrincipalComponents.Of(x, count: 3);
        PrincipalComponents two = PrincipalComponents.Of(x, count: 3, threads: 2);
        Assert.Equal(one.Variances.AsEnumerable(), two.Variances);
        Assert.Equal(one.Direction(2).ToArray(), two.Direction(2).ToArray());
    }

    [Fact]
    public void VectorsOfOtherLengthAreRefused()
    {
        PrincipalComponents components = PrincipalComponents.Of(RandomPoints.Uniform(1, 5, 3), 2);
        Assert.Throws<ArgumentException>(() => components.Scores(new Matrix<double>(1, 4)));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => PrincipalComponents.Of(new Matrix<double>(1, 4), 1));
    }

    private static Matrix<double> Covariance(Matrix<double> x)
    {
        var covariance = new Matrix<double>(x.Columns, x.Columns);
        double[] mean = [.. Enumerable.Range(0, x.Columns)
            .Select(j => Enumerable.Range(0, x.Rows).Average(i => x[i, j]))];
        for (int i = 0; i < x.Columns; i++)
        {
            for (int j = 0; j < x.Columns; j++)
            {
                covariance[i, j] = Enumerable.Range(0, x.Rows)
                    .Sum(k => (x[k, i] - mean[i]) * (x[k, j] - mean[j])) / (x.Rows - 1);
            }
        }

        return covariance;
    }

    private static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }

    private static void AssertNear(
        IEnumerable<double> expected, ReadOnlySpan<double> actual, double tolerance)
    {
        double[] all = actual.ToArray();
        Assert.All(
            expected.Zip(all), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }
}
