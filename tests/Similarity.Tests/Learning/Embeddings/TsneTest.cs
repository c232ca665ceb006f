using System.Text.Json;
using Similarity.Learning.Embeddings;
using Similarity.Learning.Validation;
using Similarity.Numerics.LinearAlgebra;

namespace Similarity.Tests.Learning.Embeddings;

public sealed class TsneTest
{
    // scikit-learn meets the perplexity to 10⁻⁵ in the entropy, in single precision.
    private const double Calibration = 2e-4;

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(29.5)]
    public void EntropiesAreThoseOfThePerplexity(double perplexity)
    {
        NeighbourLists lists = ExactNeighbours.Of(RandomPoints.Uniform(1, 200, 4), 30);
        double[] p = PerplexityCalibration.Directed(lists, perplexity);
        for (int i = 0; i < lists.Count; i++)
        {
            double[] row = p[(30 * i)..(30 * i + 30)];
            Assert.Equal(1, row.Sum(), 1e-14);
            Assert.Equal(Math.Log(perplexity), -row.Sum(x => x > 0 ? x * Math.Log(x) : 0), 1e-10);
        }

        EdgeWeights joint = PerplexityCalibration.Of(lists, perplexity);
        Assert.Equal(1, joint.All.ToArray().Sum(), 1e-12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void PerplexitiesOutsideTheListsAreRefused(double perplexity)
    {
        NeighbourLists lists = ExactNeighbours.Of(RandomPoints.Uniform(1, 20, 2), 5);
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            PerplexityCalibration.Directed(lists, perplexity));
    }

    [Fact]
    public void ProbabilitiesDivergenceAndGradientAreThoseOfScikitLearn()
    {
        JsonElement expected = MapOracle.Expected;
        EdgeWeights p = OracleWeights();
        double[] first = Numbers("joint_first_row");
        for (int e = 0; e < p.Columns(0).Length; e++)
        {
            Assert.Equal(first[p.Columns(0)[e]], p.Weights(0)[e], Calibration * first.Max());
        }

        double divergence = TsneGradient.Divergence(p, MapOracle.Plane, angle: 0);
        double[] gradient = TsneGradient.Of(p, MapOracle.Plane, 0, 1, threads: 1);

        Assert.Equal(expected.GetProperty("divergence").GetDouble(), divergence, Calibration);
        double[] theirs = Numbers("gradient");
        for (int c = 0; c < theirs.Length; c++)
        {
            Assert.Equal(
                theirs[c], gradient[c], Calibration * theirs.Max(Math.Abs));
        }
    }

    /// <summary>Every component, by central differences of the divergence.</summary>
    [Fact]
    public void GradientIsTheDerivativeOfTheDivergence()
    {
        NeighbourLists lists = ExactNeighbours.Of(RandomPoints.Uniform(4, 30, 3), 9);
        EdgeWeights p = PerplexityCalibration.Of(lists, 3);
        Matrix<double> y = RandomPoints.Uniform(5, 30, 2);
        double[] gradient = TsneGradient.Of(p, y, 0, 1, 1);
        const double Step = 1e-5;
        for (int c = 0; c < gradient.Length; c++)
        {
            double here = y.Values[c];
            y.Values[c] = here + Step;
            double above = TsneGradient.Divergence(p, y, 0);
            y.Values[c] = here - Step;
            double below = TsneGradient.Divergence(p, y, 0);
            y.Values[c] = here;
            Assert.Equal((above - below) / (2 * Step), gradient[c], 1e-9);
        }

        Assert.True(gradient.Max(Math.Abs) > 1e-3);
    }

    /// <summary>
    /// Against the sum over pairs. Observed at θ = 0.5: 0.2 % of the largest force, 0.02 % of Z.
    /// </summary>
    [Theory]
    [InlineData(1, 0, 1e-12)]
    [InlineData(17, 0, 1e-12)]
    [InlineData(500, 0, 1e-12)]
    [InlineData(2000, 0.5, 0.02)]
    [InlineData(2000, 0.2, 2e-3)]
    public void TreeSumsRepulsions(int count, double angle, double tolerance)
    {
        Matrix<double> y = RandomPoints.Uniform(6, count, 2);
        foreach (ref double value in y.Values)
        {
            value *= 30;
        }

        double[] forces = new double[2 * count];
        double z = new RepulsionTree(y).Repulsions(angle, forces, threads: 2);
        double expectedZ = 0;
        double[] expected = new double[2 * count];
        for (int i = 0; i < count; i++)
        {
            for (int j = 0; j < count; j++)
            {
                double d0 = y[i, 0] - y[j, 0], d1 = y[i, 1] - y[j, 1];
                double q = 1 / (1 + d0 * d0 + d1 * d1);
                expectedZ += i == j ? 0 : q;
                expected[2 * i] += q * q * d0;
                expected[2 * i + 1] += q * q * d1;
            }
        }

        Assert.Equal(expectedZ, z, tolerance * Math.Max(1, expectedZ));
        double largest = Math.Max(1e-3, expected.Max(Math.Abs));
        for (int c = 0; c < forces.Length; c++)
        {
            Assert.Equal(expected[c], forces[c], tolerance * largest);
        }
    }

    /// <summary>All in one place is one leaf of any size.</summary>
    [Fact]
    public void CoincidingPointsDoNotRepel()
    {
        var y = new Matrix<double>(100, 2);
        double[] forces = new double[200];

        Assert.Equal(9900, new RepulsionTree(y).Repulsions(0.5, forces, 1), 1e-9);
        Assert.All(forces, force => Assert.Equal(0, force));
    }

    /// <summary>
    /// Observed: a divergence of 0.277 against 0.275 of scikit-learn's exact descent.
    /// </summary>
    [Fact]
    public void DescentEndsWhereScikitLearnEnds()
    {
        Matrix<double> map = Map(MapOracle.Points, 10, threads: 2);
        EdgeWeights p = OracleWeights();
        double end = TsneGradient.Divergence(p, map, 0);

        Assert.InRange(
            end, 0, 1.1 * MapOracle.Expected.GetProperty("fitted_divergence").GetDouble());
        Assert.True(end < TsneGradient.Divergence(p, MapOracle.Plane, 0));
        double trust = Trustworthiness.Of(MapOracle.InSingle(MapOracle.Points), map, 5);
        Assert.InRange(
            trust,
            MapOracle.Expected.GetProperty("fitted_trustworthiness").GetDouble() - 0.01,
            1);
    }

    [Fact]
    public void ThreadsDoNotChangeTheMap()
    {
        Matrix<double> points = RandomPoints.Uniform(5, 2000, 4);

        Assert.Equal(
            Map(points, 20, threads: 1, iterations: 30).Values.ToArray(),
            Map(points, 20, threads: 3, iterations: 30).Values.ToArray());
    }

    private static EdgeWeights OracleWeights() => PerplexityCalibration.Of(
        ExactNeighbours.Of(MapOracle.Points, MapOracle.Points.Rows - 1), 10);

    private static double[] Numbers(string name) =>
        [.. MapOracle.Expected.GetProperty(name).EnumerateArray().Select(x => x.GetDouble())];

    private static Matrix<double> Map(
        Matrix<double> points, double perplexity, int threads, int iterations = 1000) =>
        PlanarMap.Of(
            MapOracle.InSingle(points),
            new PlanarMapOptions
            {
                Method = EmbeddingMethod.Tsne,
                Tsne = new TsneOptions { Perplexity = perplexity, Iterations = iterations },
            },
            threads: threads).Points;
}
