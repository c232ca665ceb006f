using Similarity.Learning.Decomposition;
using Similarity.Numerics.LinearAlgebra;
using Similarity.Tests.Learning.Embeddings;

namespace Similarity.Tests.Learning.Decomposition;

public sealed class LeadingComponentsTest
{
    /// <summary>
    /// By covariance and by subspace iteration, against all components in double precision; the
    /// variances of the columns fall, so that directions are distinct.
    /// </summary>
    [Theory]
    [InlineData(1024, 1e-10)]
    [InlineData(1, 1e-5)]
    public void AreThoseOfTheDenseTwin(int widestCovariance, double tolerance)
    {
        Matrix<double> samples = RandomPoints.Uniform(3, 2500, 40);
        for (int i = 0; i < samples.Rows; i++)
        {
            for (int j = 0; j < samples.Columns; j++)
            {
                samples[i, j] *= Math.Pow(0.8, j);
            }
        }

        Matrix<float> single = MapOracle.InSingle(samples);
        PrincipalComponents expected =
            PrincipalComponents.Of(LeadingComponents.InDouble(single), 4);
        PrincipalComponents found = LeadingComponents.Of(single, 4, widestCovariance, threads: 2);

        Assert.Equal(expected.TotalVariance, found.TotalVariance, 1e-12);
        Assert.Equal(4, found.Count);
        for (int c = 0; c < 4; c++)
        {
            Assert.Equal(1, found.Variances[c] / expected.Variances[c], 1e-9);
            for (int j = 0; j < samples.Columns; j++)
            {
                Assert.Equal(expected.Direction(c)[j], found.Direction(c)[j], tolerance);
            }
        }

        Matrix<double> theirs = expected.Scores(LeadingComponents.InDouble(single));
        Matrix<double> ours = LeadingComponents.Scores(found, single, threads: 2);
        for (int i = 0; i < samples.Rows; i++)
        {
            Assert.Equal(theirs[i, 0], ours[i, 0], tolerance);
        }
    }

    [Theory]
    [InlineData(1024)]
    [InlineData(1)]
    public void DirectionsThatVectorsDoNotHaveAreLeftOut(int widestCovariance)
    {
        Matrix<double> samples =
            RandomPoints.Uniform(1, 200, 2) * RandomPoints.Uniform(2, 2, 60);
        var single = new Matrix<float>(
            200, 60, [.. samples.Values.ToArray().Select(x => (float)Math.Round(x * 64))]);
        PrincipalComponents found =
            LeadingComponents.Of(single, 5, widestCovariance, threads: 1);

        // Rounding to whole numbers leaves a little in the other directions.
        Assert.InRange(found.VarianceRatio(0) + found.VarianceRatio(1), 0.98, 1);
        for (int i = 0; i < 200; i++)
        {
            single.Row(i)[1..].Fill(single[i, 0]);
        }

        Assert.Equal(1, LeadingComponents.Of(single, 5, widestCovariance, threads: 1).Count);
    }
}
